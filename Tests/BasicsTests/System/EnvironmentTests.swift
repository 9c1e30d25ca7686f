import Testing

@testable import Basics

@Suite("Environment variables") struct EnvironmentTests {
  @Test("the process's variables are those it was started with, one by one and together")
  func process() throws {
    let environment = Environment.ofThisProcess
    let path = try #require(getenv("PATH").map { String(cString: $0) })
    #expect(environment["PATH"] == path)
    #expect(environment.variables["PATH"] == path)
    #expect(environment["PAT"] == nil)
    #expect(environment["PATH="] == nil)
    setenv("TT_SET_LATER", "1", 1)
    defer { unsetenv("TT_SET_LATER") }
    #expect(environment["TT_SET_LATER"] == nil)
  }

  @Test("a variable that is left out is not there, however it is asked for")
  func without() {
    let given: Environment = ["A": "1", "B": "2=3", "C": ""]
    #expect(given.without(["A"])["A"] == nil)
    #expect(given.without(["A"])["B"] == "2=3")
    #expect(given.without(["A"]).without(["C"]).variables == ["B": "2=3"])
    let process = Environment.ofThisProcess.without(["PATH"])
    #expect(process["PATH"] == nil)
    #expect(process.variables["PATH"] == nil)
  }
}
