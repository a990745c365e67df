import Testing

@testable import MoodEvaluation

@Suite struct AgreementTests {
  private let estimates = [0.1, -0.4, 0.8, 0.3, 0.0, 0.55]
  private let ratings = [0.3, -0.1, 0.6, 0.6, -0.5, 0.2]

  /// numpy 2.4.6: corrcoef(a, b)[0, 1]; 2·cov/(var + var + (mean − mean)²) with ddof=0; sqrt(mean((a − b)²)).
  @Test func equalsNumPy() {
    let agreement = Agreement(estimates: estimates, ratings: ratings)
    #expect(abs(agreement.pearson - 0.655762045918) < 1e-9)
    #expect(abs(agreement.concordance - 0.651994497937) < 1e-9)
    #expect(abs(agreement.rootMeanSquareError - 0.324679328980) < 1e-9)
  }

  @Test func scalingHurtsConcordanceAlone() {
    let agreement = Agreement(estimates: ratings.map { 3 * $0 + 1 }, ratings: ratings)
    #expect(abs(agreement.pearson - 1) < 1e-12)
    #expect(agreement.concordance < 0.5)
    #expect(abs(Agreement(estimates: ratings, ratings: ratings).concordance - 1) < 1e-12)
  }

  @Test func constantsAgreeOnNothing() {
    let agreement = Agreement(estimates: [1, 1, 1], ratings: [0, 1, 2])
    #expect(agreement.pearson == 0 && agreement.concordance == 0)
    #expect(Agreement(estimates: [], ratings: []).rootMeanSquareError == 0)
  }
}
