import Glibc
import MoodBaselines
import MoodCapture
import MoodConfiguration
import MoodCorpus
import MoodEvaluation
import MoodFeatures
import MoodInference
import MoodSinks
import MoodTraining

extension ExitStatus {
  /// The exit code that belongs to an error.
  init(for error: any Error) {
    self =
      switch error {
      case is UsageError, is SinkSpecificationError, is FeatureError: .usage
      case let error as CaptureError: ExitStatus(for: error)
      case let error as SinkError: ExitStatus(for: error)
      case let error as ModelError: ExitStatus(for: error)
      case is CorpusError, is ModelCheck.Refusal, is Inaudible, is MP3Error, is Checkpoint.Fault: .badData
      case is TrainingConfigurationError: .configuration
      case let error as ConfigurationFault: ExitStatus(for: error)
      case let error as FeatureCacheError: ExitStatus(for: error)
      case let error as NumPyFileError: ExitStatus(for: error)
      case ClassifierError.emptyClass: .badData
      case ClassifierError.noNetwork, ClassifierError.oneForEach: .usage
      case is ClipModel.SaysNothing: .badData
      case is BLAS.LoadError, is ClassifierError: .unavailable
      case is FileFault: .noInput
      case let error as RecordingFault: ExitStatus(reading: error.errno)
      case is CannotCreate, is RunJournal.Unwritable: .cannotCreate
      default: .software
      }
  }

  private init(for error: CaptureError) {
    self =
      switch error {
      case .unknownInput, .toneOutOfRange, .unknownChannel, .timeOutOfRange, .rawOptionsMissing,
        .inputIsTerminal:
        .usage
      // Out of descriptors: the input may well be there.
      case .openFailed(_, EMFILE), .openFailed(_, ENFILE): .inputOutput
      case .notFound, .isDirectory, .openFailed: .noInput
      case .permissionDenied: .permission
      case .nothingToHear: .unavailable
      case .device(let fault): ExitStatus(for: fault)
      case .empty, .unknownFileFormat, .undecodable, .badWAV, .rateOutOfRange, .channelsOutOfRange,
        .channelMissing:
        .badData
      case .readFailed: .inputOutput
      case .resamplerFailed: .software
      }
  }

  private init(for fault: DeviceFault) {
    self =
      switch fault {
      case .gone, .serverUnavailable, .libraryMissing, .busy: .unavailable
      case .permissionDenied: .permission
      case .unusable: .badData
      case .failed: .inputOutput
      }
  }

  private init(for error: ConfigurationFault) {
    self =
      switch error {
      case .unreadable(_, EACCES), .unreadable(_, EPERM): .permission
      case .unreadable: .noInput
      case .tooLong, .notUTF8, .notJSON5, .unknownKey, .wrongValue, .refused: .configuration
      }
  }

  private init(reading errno: Int32) {
    self =
      switch errno {
      case EACCES, EPERM: .permission
      case EIO: .inputOutput
      default: .noInput
      }
  }

  private init(for error: SinkError) {
    self =
      switch error {
      case .closed: .success
      case .cannotCreate, .noReader, .cannotRotate, .beingWritten: .cannotCreate
      case .cannotWrite: .inputOutput
      case .cannotOpenSocket: .unavailable
      case .tooLong, .unknownField, .noTerminal: .usage
      }
  }

  private init(for error: FeatureCacheError) {
    self =
      switch error {
      case .broken: .badData
      case .missingAudio: .noInput
      case .unwritable: .cannotCreate
      }
  }

  private init(for error: NumPyFileError) {
    self =
      switch error {
      case .unreadable: .noInput
      case .zlibMissing: .unavailable
      case .noArchive, .badArray, .missingArray: .badData
      }
  }

  private init(for error: ModelError) {
    self =
      switch error {
      case .unreadable, .notRegularFile: .noInput
      default: .badData
      }
  }
}
