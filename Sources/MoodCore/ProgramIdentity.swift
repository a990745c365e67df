/// Who wrote a record or a model file.
public enum ProgramIdentity {
  public static let name = "moodring"
  public static let version = "0.1.0"
  /// `moodring 0.1.0`.
  public static let description = "\(name) \(version)"
}
