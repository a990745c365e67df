/// What a metric is computed of: something that one run of a model was tested on.
package protocol Evaluated: Sendable {
  /// Name of the corpus's folder.
  var corpus: String { get }
  /// Who or what is drawn as a whole for an interval, since its parts resemble one another: an artist, an actor, a series.
  var group: String { get }
  /// The part that was held out, counted from 0.
  var fold: Int { get }
  /// The seed of the training.
  var seed: UInt64 { get }
}
