/* WakeSignal.swift. Its counts are sequentially consistent; the kernel compares the word and goes to sleep in one step,
 * and has a full barrier before the comparison. */

typedef Signal {
  byte signals;
  byte sleepers;
  bit asleep;
  /* What the signalling side had done before its last signal. */
  Clock clock;
}

/* How often a wait may still end without a reason. */
byte earlyReturns = EARLY_RETURNS;

inline signal(wake, mine) {
#ifdef SLEEPERS_SEEN_BEFORE_SIGNAL
  /* What a weaker order allows: the load overtakes the store. */
  isSomeoneAsleep = wake.sleepers > 0;
  atomic { wake.signals++; learn(wake.clock, mine) };
#else
  atomic { wake.signals++; learn(wake.clock, mine) };
  isSomeoneAsleep = wake.sleepers > 0;
#endif
  if
  :: isSomeoneAsleep -> atomic { wake.asleep = 0; isSomeoneAsleep = 0 }
  :: else
  fi
}

inline take(ticket, wake, known) {
  atomic {
    ticket = wake.signals;
#ifndef TICKET_WITHOUT_ACQUIRE
    learn(known, wake.clock)
#endif
  }
}

inline wait(wake, ticket) {
  wake.sleepers++;
  atomic {
    if
#ifdef TICKET_NOT_COMPARED
    :: wake.asleep = 1
#else
    :: wake.signals == ticket -> wake.asleep = 1
    :: wake.signals != ticket
#endif
    :: earlyReturns > 0 -> earlyReturns--
    fi
  };
  !wake.asleep;
  wake.sleepers--
}
