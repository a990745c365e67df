import Glibc
import Testing

@testable import MoodCapture

struct BackendLibraryTests {
  private let library = BackendLibrary(name: "libnowhere.so.3", package: "libnowhere3")

  @Test func aLibraryThatIsNotThereIsToBeInstalled() throws {
    #expect(dlopen(library.name, RTLD_NOW) == nil)
    let message = String(cString: try #require(dlerror()))
    #expect(library.fault(message) == .libraryMissing(library: "libnowhere.so.3", package: "libnowhere3"))
  }

  @Test func aLibraryThatCannotBeOpenedIsNotCalledMissing() {
    let message = "libnowhere.so.3: cannot open shared object file: Too many open files"
    #expect(
      library.fault(message)
        == .failed(device: "libnowhere.so.3", reason: "cannot open shared object file: Too many open files"))
  }
}
