import Glibc

/// Keeps the calling thread idle, to play a slow partner; no test may depend on how long exactly.
package func pause(milliseconds: Int) { usleep(useconds_t(milliseconds * 1000)) }
