/// The folder of Package.swift.
package let packageRoot: String = {
  let here = #filePath
  return String(here.dropLast("/Tests/MoodTestSupport/PackageRoot.swift".count))
}()
