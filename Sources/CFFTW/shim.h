#pragma once

#include <fftw3.h>

// Declared again for what FFTW does not say: running a plan neither allocates nor locks. Nothing else of FFTW may be
// called on the hop; making and destroying plans is not even safe from two threads.
__attribute__((swift_attr("@_noAllocation")))
__attribute__((swift_attr("@_noLocks")))
void fftwf_execute(const fftwf_plan plan);
