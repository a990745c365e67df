/// All ways to reach devices, in the order in which they are listed and tried.
package enum DeviceBackends {
  package static let all: [any DeviceBackend.Type] = [
    PulseBackend.self, ALSABackend.self, JACKBackend.self,
  ]
}
