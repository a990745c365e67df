/* Memory as the language promises it, not as this machine happens to have it.
 *
 * A location that is written by one thread keeps all values stored in it. Another thread's load may find any of them that
 * is no older than the newest it is bound to know: a load may be stale. A store with release order carries a clock, what
 * its thread had done before; a load with acquire order that finds the value learns it. Elements are no atomics: whoever
 * touches one must have learnt that the other side is done with it, otherwise the two race.
 */

#define SMALLER(a, b) ((a) < (b) -> (a) : (b))
#define LARGER(a, b)  ((a) > (b) -> (a) : (b))

/* What one side has done before some moment. */
typedef Clock {
  byte samples;    /* samples written, or read */
  byte samplesAt;  /* the position in the ring of samples that was published last */
#ifdef LIVE
  byte marks;
  byte marksAt;
#endif
  bit finished;
}

inline learn(known, told) {
  known.samples = LARGER(known.samples, told.samples);
  known.samplesAt = LARGER(known.samplesAt, told.samplesAt);
#ifdef LIVE
  known.marks = LARGER(known.marks, told.marks);
  known.marksAt = LARGER(known.marksAt, told.marksAt);
#endif
  known.finished = known.finished | told.finished
}

/* A position that only grows, and is written by one side. */
typedef Location {
  bit stored[LAST + 1];
  Clock clock[LAST + 1];
  byte newest;
}

/* `at` is what the storing side's clock says of the location. */
inline store(location, value, mine, at, isRelease) {
  atomic {
    at = value;
    if
    :: !location.stored[value] && isRelease -> learn(location.clock[value], mine)
    :: else
    fi;
    location.stored[value] = 1;
    location.newest = value
  }
}

/* `at` is the oldest value that the loading side may still find. */
inline load(location, result, known, at, isAcquire) {
  atomic {
    result = at;
    do
    :: result == 0 || location.stored[result] -> break
    :: result < location.newest -> result++
    od;
    at = result;
    if
    :: isAcquire && result > 0 -> learn(known, location.clock[result])
    :: else
    fi
  }
}
