/* RingBuffer.swift over RingCursors.swift. A ring's `capacity` is a power of two; its elements are bytes. */

#ifdef WRITTEN_WITHOUT_RELEASE
#define WRITTEN_RELEASES 0
#else
#define WRITTEN_RELEASES 1
#endif
#ifdef WRITTEN_WITHOUT_ACQUIRE
#define WRITTEN_ACQUIRES 0
#else
#define WRITTEN_ACQUIRES 1
#endif
#ifdef READ_WITHOUT_RELEASE
#define READ_RELEASES 0
#else
#define READ_RELEASES 1
#endif
#ifdef READ_WITHOUT_ACQUIRE
#define READ_ACQUIRES 0
#else
#define READ_ACQUIRES 1
#endif

#ifdef ONE_PLACE_TOO_MANY
#define PLACES(capacity) (capacity + 1)
#else
#define PLACES(capacity) (capacity)
#endif

#ifdef WRAP_FORGOTTEN
#define INDEX(start, offset, capacity) (start + offset)
#else
#define INDEX(start, offset, capacity) (start + offset < capacity -> start + offset : start + offset - capacity)
#endif

typedef Ring {
  byte slot[CAPACITY];
  Location written;
  Location read;
}

/* Producer.free, into `places`. */
inline askFree(ring, capacity, at, known, theirAt, readSeen, places) {
  load(ring.read, readSeen, known, theirAt, READ_ACQUIRES);
  places = PLACES(capacity) - (at - readSeen)
}

/* Producer.write of `count` elements, `first`, `first` + 1 …; into `accepted` how many.
 * `done` and `at` are the writer's clock of this ring, `theirs` and `theirAt` what it knows of the reader's. */
inline writeTo(ring, capacity, mine, done, at, known, theirs, theirAt, readSeen, first, count, accepted) {
  position = at;
#ifndef CACHE_NEVER_REFRESHED
  if
  :: PLACES(capacity) - (position - readSeen) < count -> load(ring.read, readSeen, known, theirAt, READ_ACQUIRES)
  :: else
  fi;
#endif
  accepted = SMALLER(count, PLACES(capacity) - (position - readSeen));
#ifdef STALE_CACHE_AS_EXACT
  /* As if what was free when last looked at were free still, whatever was written since. */
  readSeen = readSeen + accepted;
#endif
#ifdef PUBLISHED_BEFORE_WRITTEN
  store(ring.written, position + accepted, mine, at, WRITTEN_RELEASES);
#endif
  offset = 0;
  do
  :: offset < accepted ->
    atomic {
      index = INDEX(position % capacity, offset, capacity);
      assert(index < capacity);                             /* inside the storage */
      assert(theirs + capacity > position + offset);        /* the reader is done with what lay here */
      ring.slot[index] = first + offset;
      done++;
      offset++
    }
  :: else -> break
  od;
#ifndef PUBLISHED_BEFORE_WRITTEN
  store(ring.written, position + accepted, mine, at, WRITTEN_RELEASES);
#endif
  offset = 0;
  index = 0;
  position = 0
}

/* Consumer.available, into `waiting`. */
inline askAvailable(ring, at, known, theirAt, writtenSeen, waiting) {
  load(ring.written, writtenSeen, known, theirAt, WRITTEN_ACQUIRES);
  waiting = writtenSeen - at
}

/* Consumer.read of up to `count` elements, the last into `element`; into `taken` how many. With `isSample` each must be
 * the successor of the one before. */
inline readFrom(ring, capacity, mine, done, at, known, theirs, theirAt, writtenSeen, count, taken, element, expected, isSample) {
  position = at;
  if
  :: writtenSeen - position < count -> load(ring.written, writtenSeen, known, theirAt, WRITTEN_ACQUIRES)
  :: else
  fi;
  taken = SMALLER(count, writtenSeen - position);
#ifdef FREED_BEFORE_READ
  store(ring.read, position + taken, mine, at, READ_RELEASES);
#endif
  offset = 0;
  do
  :: offset < taken ->
    atomic {
      index = INDEX(position % capacity, offset, capacity);
      assert(index < capacity);
      assert(position + offset < theirs);                   /* the writer is done with it */
      element = ring.slot[index];
      assert(!isSample || element == expected + offset);    /* in order, none lost, none twice */
      done++;
      offset++
    }
  :: else -> break
  od;
#ifndef FREED_BEFORE_READ
  store(ring.read, position + taken, mine, at, READ_RELEASES);
#endif
  offset = 0;
  index = 0;
  position = 0
}
