#pragma once

/// To be preloaded (LD_PRELOAD) into a program whose system calls are to be interrupted: a thousand times a second every
/// thread of it but one gets a signal whose handler does nothing and does not have system calls started again. At the end
/// the number of signals that were handled is written to the file that SIGNAL_STORM_LOG names.
