# moodring: build, run, test. `make run` and `make test` install what they need and do the rest.

PREFIX  ?= /usr/local
CORPORA ?= ../shared/corpora
# Where the corpora that come as MIDI are rendered to, by the script that comes with them.
RENDERED ?= .cache/rendered
# Where features and finished runs are kept.
CACHE   ?= .cache/features
SWIFT   ?= swift

# An import that Package.swift does not declare is an error: arrows point down.
CHECKS  := --explicit-target-dependency-import-check error
RELEASE := -c release $(CHECKS) --static-swift-stdlib
# Numerics are some 400 times slower without optimisation, so tests run optimised too.
TESTING := -c release $(CHECKS) -Xswiftc -enable-testing
SOURCES := Package.swift Sources Tests Benchmarks

BUILD_PACKAGES := pkg-config libfftw3-dev libsndfile1-dev libsoxr-dev liblo-dev libpulse-dev libasound2-dev \
  libjack-jackd2-dev
TRAIN_PACKAGES := libopenblas0-pthread
PROVE_PACKAGES := spin gcc libc6-dev
RENDER_PACKAGES := fluidsynth fluid-soundfont-gm ffmpeg
# What moodring compare loads when a baseline needs it.
COMPARE_PACKAGES := libsvm3 liblinear4 libxgboost0
TEST_PACKAGES  := $(TRAIN_PACKAGES) $(COMPARE_PACKAGES) ffmpeg jq liblo-tools python3-numpy groff-base mandoc zsh fish \
  pulseaudio pulseaudio-utils pipewire pipewire-pulse wireplumber dbus-daemon libasound2-plugins jackd2 \
  faketime tmux socat puredata-core supercollider-language qlcplus python3-venv python3-pandas python3-jsonschema
# Peers that Debian has no packages of, for the Python that comes with it.
PYTHON_PEERS := python-osc==1.10.2 duckdb==1.4.3

.PHONY: all build run test example documentation soak prove lint format thread-sanitizer address-sanitizer sanitizers \
        bench train evaluate compare install uninstall clean packages-build packages-train packages-compare packages-test packages-prove

all: build

# Installs the named packages that are missing; asks for root only then.
define install-missing
	@missing=""; for package in $(1); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then root=""; \
	  elif command -v sudo >/dev/null; then root="sudo"; \
	  else echo "as root: apt-get install$$missing" >&2; exit 1; fi; \
	  $$root apt-get update -qq && \
	  $$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi
endef

packages-build:
	$(call install-missing,$(BUILD_PACKAGES))

packages-train: packages-build
	$(call install-missing,$(TRAIN_PACKAGES))

packages-compare: packages-train
	$(call install-missing,$(COMPARE_PACKAGES))

packages-test: packages-build
	$(call install-missing,$(TEST_PACKAGES))
	@$(MAKE) --no-print-directory .cache/peers/.done

.cache/peers/.done: Makefile
	/usr/bin/python3 -m venv --clear --system-site-packages .cache/peers
	.cache/peers/bin/pip install --quiet --disable-pip-version-check $(PYTHON_PEERS)
	touch $@

packages-prove:
	$(call install-missing,$(PROVE_PACKAGES))

build: packages-build
	$(SWIFT) build $(RELEASE) --product moodring

run: build
	.build/release/moodring analyze demo

test: packages-test
	$(SWIFT) build $(TESTING) --scratch-path .build/testing --build-tests
	$(SWIFT) test $(TESTING) --scratch-path .build/testing --skip-build
	$(MAKE) example documentation

# What a program that uses the library sees of it: that it builds, and says something.
example: packages-build
	$(SWIFT) build -c release --package-path Examples/MoodPrinter --scratch-path .build/example
	.build/example/release/MoodPrinter

# The pages of the library as a folder for a web server, out of whatever was built last.
MODULES = $(firstword $(wildcard .build/testing/release/Modules .build/release/Modules))
SYSTEM_MODULES = $(foreach name,CFFTW CSndfile CSoxr CLiblo,-Xcc -fmodule-map-file=Sources/$(name)/module.modulemap)
C_MODULES = $(foreach map,$(wildcard $(MODULES)/../*.build/module.modulemap),-Xcc -fmodule-map-file=$(map))
documentation: $(if $(wildcard .build/testing/release/Modules),,build)
	mkdir -p .build/symbols
	for module in MoodCore MoodEngine; do \
	  $(SWIFT) symbolgraph-extract -module-name $$module -target $$(uname -m)-unknown-linux-gnu -I $(MODULES) \
	    -I Sources/CRealtime/include $(SYSTEM_MODULES) $(C_MODULES) -minimum-access-level public \
	    -output-dir .build/symbols || exit; \
	done
	docc convert Sources/MoodEngine/MoodEngine.docc --additional-symbol-graph-dir .build/symbols \
	  --fallback-display-name MoodEngine --fallback-bundle-identifier moodring.MoodEngine \
	  --warnings-as-errors --output-dir .build/MoodEngine.doccarchive

# A day of sound through standard input as fast as it goes, and SOAK_MINUTES live.
SOAK_HOURS   ?= 24
SOAK_MINUTES ?= 10
soak: packages-test
	$(SWIFT) build $(TESTING) --scratch-path .build/testing --build-tests
	SOAK_HOURS=$(SOAK_HOURS) SOAK_MINUTES=$(SOAK_MINUTES) \
	  $(SWIFT) test $(TESTING) --scratch-path .build/testing --skip-build --no-parallel --filter 'EnduranceTests|LiveSoakTests'

# The ring between capture and analysis, in all orders that two threads and a weak memory can come to.
prove: packages-prove
	Tests/Models/prove

lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)

format:
	$(SWIFT) format --in-place --recursive $(SOURCES)

# The tests of what touches threads, but for those of sinks whose state Swift's Mutex guards: the sanitizer does not see its
# futex and reports races between two closures of withLock.
thread-sanitizer: packages-test
	$(SWIFT) test $(TESTING) --sanitize=thread --scratch-path .build/thread \
	  --filter 'MoodRealtimeTests|MoodEngineTests|StreamSourceTests|MonoStreamTests|FileSourceTests|DeviceSourceTests|Pulse|PipeWire|ALSADeviceTests|JACKQueueTests'

# The tests of what parses, and of what computes behind pointers. ASan reports what XCTest itself never frees, so leaks
# are not looked for.
address-sanitizer: packages-test
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test $(TESTING) --sanitize=address --scratch-path .build/address \
	  --filter 'Mood(Vector|DSP|Features|Configuration|Capture|Inference|Sinks|Corpus|Networks|Baselines)Tests'

sanitizers: thread-sanitizer address-sanitizer

bench: packages-build
	$(SWIFT) build $(RELEASE)
	.build/release/moodring-bench

$(RENDERED)/.done:
	@test -x $(CORPORA)/render || { \
	  echo "$(CORPORA)/render is missing: CORPORA is to be the folder of the corpora, with the script that renders the MIDI ones" >&2; \
	  exit 1; }
	$(call install-missing,$(RENDER_PACKAGES))
	$(CORPORA)/render $(RENDERED)
	touch $@

LABORATORY = --corpus $(CORPORA) --corpus $(RENDERED) --cache $(CACHE)

train: packages-train build $(RENDERED)/.done
	for name in music speech; do \
	  .build/release/moodring train Configs/Training/$$name.json5 $(LABORATORY) \
	    --report Configs/Models/$$name.report.json --out Configs/Models/$$name.safetensors || exit; \
	done

# Folds for both models; a series of VGMIDI at a time; EMOPIA by a model without it; a corpus of speech at a time. Hours,
# and it goes on where it stopped.
evaluate: packages-train build $(RENDERED)/.done
	.build/release/moodring evaluate --config Configs/Training/music.json5 $(LABORATORY) --folds 5 --seeds 3 \
	  --json Configs/Models/music.report.json
	.build/release/moodring evaluate --config Configs/Training/music.json5 $(LABORATORY) --folds 5 --on 4q,musifeast,emotify \
	  --curves --robustness --json Configs/Models/music.curves.report.json
	.build/release/moodring evaluate --config Configs/Training/music.json5 $(LABORATORY) --leave-out vgmidi \
	  --json Configs/Models/music.vgmidi.report.json
	.build/release/moodring evaluate --config Configs/Training/music.json5 $(LABORATORY) --leave-out corpora --on emopia \
	  --json Configs/Models/music.emopia.report.json
	.build/release/moodring evaluate --config Configs/Training/speech.json5 $(LABORATORY) --folds 5 --seeds 3 \
	  --curves --robustness --json Configs/Models/speech.report.json
	.build/release/moodring evaluate --config Configs/Training/speech.json5 $(LABORATORY) --leave-out corpora \
	  --json Configs/Models/speech.corpora.report.json

# What the README's table of architectures is made of. Hours, and it goes on where it stopped.
COMPARED = $(wildcard Configs/Baselines/*.json5) $(addprefix Configs/Training/, dense.json5 cnn.json5 \
  cnn-specaugment.json5 cnn-lstm.json5 cnn-bilstm.json5 bilstm.json5 ensemble.json5)
LEAKING = $(addprefix Configs/Baselines/, logistic.json5 rbf-svm.json5 forest.json5 mlp.json5 cnn-1d.json5) \
  $(addprefix Configs/Training/, dense.json5 bilstm.json5 cnn-lstm.json5)

compare: packages-compare build
	for corpus in 4q emotify; do \
	  .build/release/moodring compare $(COMPARED) $(LABORATORY) --on $$corpus || exit; \
	done
	.build/release/moodring compare $(LEAKING) $(LABORATORY) --on 4q --protocol leaky --folds 3
	.build/release/moodring compare Configs/Baselines/rbf-svm-smote.json5 Configs/Training/cnn-smote.json5 $(LABORATORY) \
	  --on emotify --protocol leaky --folds 2

# Takes the binary that is there, so that root need not have a toolchain.
.build/release/moodring:
	$(MAKE) build

SHARE = $(DESTDIR)$(PREFIX)/share
# What the program prints about itself, and where each reader looks for it.
MANUAL = $(SHARE)/man/man1/moodring.1
BASH_COMPLETION = $(SHARE)/bash-completion/completions/moodring
ZSH_COMPLETION  = $(SHARE)/zsh/site-functions/_moodring
FISH_COMPLETION = $(SHARE)/fish/vendor_completions.d/moodring.fish

# Installs what the program prints when told $(1) as $(2).
define install-printed
	install -D -m 644 /dev/null $(2)
	.build/release/moodring $(1) > $(2)
endef

install: .build/release/moodring
	install -D -m 755 .build/release/moodring $(DESTDIR)$(PREFIX)/bin/moodring
	install -D -m 644 NOTICE $(SHARE)/doc/moodring/NOTICE
	install -D -m 644 LICENSE $(SHARE)/doc/moodring/LICENSE
	install -D -m 644 Configs/moodring.json5 $(SHARE)/doc/moodring/moodring.json5
	install -D -m 644 Configs/systemd/service.json5 $(SHARE)/doc/moodring/systemd/service.json5
	sed 's|/usr/local/bin|$(PREFIX)/bin|' Configs/systemd/moodring.service \
	  | install -D -m 644 /dev/stdin $(SHARE)/doc/moodring/systemd/moodring.service
	$(call install-printed,man,$(MANUAL))
	$(call install-printed,completions bash,$(BASH_COMPLETION))
	$(call install-printed,completions zsh,$(ZSH_COMPLETION))
	$(call install-printed,completions fish,$(FISH_COMPLETION))

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/moodring $(MANUAL) $(BASH_COMPLETION) $(ZSH_COMPLETION) $(FISH_COMPLETION)
	rm -rf $(SHARE)/doc/moodring

clean:
	rm -rf .build
