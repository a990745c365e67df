import Testing

@testable import MoodEvaluation

@Suite struct ConfusionMatrixTests {
  /// scikit-learn 1.9.1 on truth = [0]*5+[1]*4+[2]*3, guess = [0,0,0,1,2, 1,1,0,2, 2,0,0]:
  /// accuracy_score, and f1_score, recall_score and precision_score with average="macro" or None.
  @Test func equalsScikitLearn() {
    let truth = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2]
    let guess = [0, 0, 0, 1, 2, 1, 1, 0, 2, 2, 0, 0]
    var matrix = ConfusionMatrix(classes: 3)
    for (truth, guess) in zip(truth, guess) { matrix.add(truth: truth, guess: guess) }
    #expect(abs(matrix.accuracy - 0.500000000000) < 1e-9)
    #expect(abs(matrix.macroF1 - 0.483405483405) < 1e-9)
    #expect(abs(matrix.averageRecall - 0.477777777778) < 1e-9)
    for (index, precision) in [0.500000000000, 0.666666666667, 0.333333333333].enumerated() {
      #expect(abs(matrix.precision(index) - precision) < 1e-9)
    }
  }

  @Test func absentClassesScoreZero() {
    var matrix = ConfusionMatrix(classes: 3)
    matrix.add(truth: 0, guess: 0)
    #expect(matrix.precision(1) == 0 && matrix.recall(1) == 0 && matrix.f1(1) == 0)
    #expect(matrix.accuracy == 1)
    #expect(matrix.macroF1 == 1 && matrix.averageRecall == 1, "a class that never occurs has no say")
    #expect(ConfusionMatrix(classes: 2).accuracy == 0)
  }

  @Test func matricesAddUp() {
    var one = ConfusionMatrix(classes: 2)
    one.add(truth: 0, guess: 1)
    var sum = one
    sum += one
    #expect(sum.counts == [[0, 2], [0, 0]] && sum.total == 2 && sum.support(0) == 2)
  }
}
