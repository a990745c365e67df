import MoodCore

/// The score: four moods, each the neighbour of the last on Russell's circumplex.
enum DemoPiece {
  static let sections = [tense, happy, calm, sad]
}
