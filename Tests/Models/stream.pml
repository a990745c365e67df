/* The capture thread (CaptureLoop.swift) hands samples to the analysis thread (AnalysisLoop.swift, HopAssembler.swift).
 *
 * Without LIVE the capture thread waits for room. With LIVE it drops what finds none and tells so in a second ring, that
 * of the marks. What is claimed, by assertions and by spin's own search for states in which a thread waits for ever and
 * for cycles: no element is overwritten before it was read, or read before it was written; samples arrive in order, each
 * once, and at the end all have; a gap is told at its place and with its length; nobody sleeps through a signal; both
 * threads come to their end; and the ring is freed once nobody touches it.
 *
 * The sizes are small. What happens in this protocol depends on differences of positions, so rings of 1 and 2 places gone
 * round several times show what larger ones would.
 */

#ifndef CAPACITY
#define CAPACITY 2
#endif
#ifndef ELEMENTS
#define ELEMENTS 5
#endif
#ifndef BLOCK
#define BLOCK 2
#endif
#ifndef EARLY_RETURNS
#define EARLY_RETURNS 1
#endif
/* HopGrid.swift: the analysis thread is woken for whole hops, and when the ring is full. */
#ifndef HOP
#define HOP 2
#endif
/* The last position of a ring. A gap more than there are blocks is marked at the end. */
#define LAST (ELEMENTS + 2)

#include "memory.pml"
#include "ring.pml"
#include "wake.pml"

Ring samples;
bit isOver;
Clock finishedClock;
byte owners = 2;
Clock ownersClock;
Signal analysis;
Signal room;
#ifdef LIVE
Ring marks;
#endif

inline finish(mine) {
  atomic {
    mine.finished = 1;
    isOver = 1;
#ifndef FINISH_WITHOUT_RELEASE
    learn(finishedClock, mine)
#endif
  }
}

inline isFinished(result, known) {
  atomic {
    if
    :: isOver -> result = 1; known.finished = 1; learn(known, finishedClock)
    :: !known.finished -> result = 0
    fi
  }
}

/* RingCursors.releaseOwner. Each side has its own clock, and leaves it for whoever comes last. */
inline release(mine, known, theirs, done) {
  atomic {
    owners--;
#ifndef OWNERS_RELAXED
    if
    :: owners == 1 -> learn(ownersClock, mine)
    :: else -> learn(known, ownersClock)
    fi;
#endif
    assert(owners == 1 || theirs == done)                   /* nobody touches what is freed */
  }
}

/* How many samples the analysis thread has taken: what the capture thread must know before it frees. */
byte samplesRead;
byte samplesWritten;

#ifdef LIVE
/* CaptureNotes.swift. A mark is one byte here: its place, and how many samples found no room there; the time of arrival
 * and what is told of a device go the same way. What finds no room in the ring of marks goes on to be counted. */
#define MARK(position, gap) ((position) * 16 + (gap))
#define POSITION_OF(mark)   ((mark) / 16)
#define GAP_OF(mark)        ((mark) % 16)

inline mark() {
  writeTo(marks, CAPACITY, mine, mine.marks, mine.marksAt, known, known.marks, known.marksAt, marksReadSeen,
        MARK(mine.samplesAt, gap), 1, isMarked);
  filled = (isMarked -> (filled + gap) % HOP : filled)
}
#endif

/* CaptureLoop.tellAnalysis */
inline tellAnalysis(heard, isFull) {
  filled = filled + heard;
  if
#ifdef FULL_RING_UNTOLD
  :: filled >= HOP -> filled = filled % HOP; signal(analysis, mine)
#else
  :: filled >= HOP || isFull -> filled = filled % HOP; signal(analysis, mine)
#endif
  :: else
  fi
}

active proctype Capture() {
  Clock mine, known;
  byte readSeen, position, offset, index, ticket, count, accepted;
  byte sent, filled;
  bit isSomeoneAsleep;
#ifdef LIVE
  byte marksReadSeen, gap, places, isMarked;
#endif

  do
  :: sent < ELEMENTS ->
    select(count : 1 .. SMALLER(BLOCK, ELEMENTS - sent));
#ifdef LIVE
    /* CaptureLoop.deliverOrDrop */
    askFree(samples, CAPACITY, mine.samplesAt, known, known.samplesAt, readSeen, places);
    isMarked = 0;
#ifndef MARK_AFTER_SAMPLES
    if
    :: places > 0 -> mark()
    :: else
    fi;
#else
    isMarked = places > 0;
#endif
    if
    :: isMarked ->
#ifndef MARK_AFTER_SAMPLES
      gap = 0;
#endif
      writeTo(samples, CAPACITY, mine, mine.samples, mine.samplesAt, known, known.samples, known.samplesAt, readSeen,
            sent, count, accepted);
#ifdef MARK_AFTER_SAMPLES
      mark();
      gap = (isMarked -> 0 : gap);
#endif
      gap = gap + count - accepted;
      tellAnalysis(accepted, accepted < count)
    :: else ->
      gap = gap + count;
      tellAnalysis(0, 1)
    fi;
    sent = sent + count
#else
    /* CaptureLoop.deliver */
    do
    :: count > 0 ->
      take(ticket, room, known);
      writeTo(samples, CAPACITY, mine, mine.samples, mine.samplesAt, known, known.samples, known.samplesAt, readSeen,
            sent, count, accepted);
#ifdef ROOM_TICKET_AFTER_LOOKING
      take(ticket, room, known);
#endif
      sent = sent + accepted;
      count = count - accepted;
      tellAnalysis(accepted, count > 0);
      if
      :: accepted == 0 -> wait(room, ticket)
      :: else
      fi;
      ticket = 0;
      accepted = 0
    :: else -> break
    od
#endif
#ifdef FINISHED_BEFORE_LAST
    if
    :: sent == ELEMENTS - 1 -> finish(mine)
    :: else
    fi
#endif
  :: else -> break
  od;
#if defined(LIVE) && !defined(LAST_GAP_UNTOLD)
  do
  :: gap > 0 ->
    take(ticket, room, known);
    mark();
    if
    :: isMarked -> break
    :: else -> wait(room, ticket)
    fi
  :: else -> break
  od;
#endif
#ifdef END_SIGNALLED_BEFORE_TOLD
  signal(analysis, mine);
  finish(mine);
#else
  finish(mine);
  signal(analysis, mine);
#endif
  samplesWritten = mine.samples;
  release(mine, known, known.samples, samplesRead)
}

active proctype Analysis() {
  Clock mine, known;
  byte writtenSeen, position, offset, index, ticket, count, taken, element;
  byte waiting, consumed, heard;
  bit isLast, isSomeoneAsleep;
#ifdef LIVE
  byte marksWrittenSeen, marksTaken, current;
  bit hasMark;
#endif

  do
  :: 
#ifndef TICKET_AFTER_LOOKING
    take(ticket, analysis, known);
#endif
#ifndef FINISH_SEEN_LATE
    isFinished(isLast, known);
#endif
    count = 0;
#ifdef LIVE
#ifdef MARKS_SEEN_FIRST
    if
    :: !hasMark -> readFrom(marks, CAPACITY, mine, mine.marks, mine.marksAt, known, known.marks, known.marksAt,
                        marksWrittenSeen, 1, marksTaken, current, 0, 0);
      hasMark = marksTaken == 1
    :: else
    fi;
#endif
    askAvailable(samples, mine.samplesAt, known, known.samplesAt, writtenSeen, waiting);
#ifndef MARKS_SEEN_FIRST
    if
    :: !hasMark -> readFrom(marks, CAPACITY, mine, mine.marks, mine.marksAt, known, known.marks, known.marksAt,
                        marksWrittenSeen, 1, marksTaken, current, 0, 0);
      hasMark = marksTaken == 1
    :: else
    fi;
#endif
    if
    :: hasMark && POSITION_OF(current) == consumed ->
      hasMark = 0;
      heard = heard + GAP_OF(current);
      signal(room, mine);
      goto again
    :: else
    fi;
    count = SMALLER(BLOCK, waiting);
    count = (hasMark -> SMALLER(count, POSITION_OF(current) - consumed) : count);
#else
    /* Either way of taking: by what is known to wait, or as many as there may be. */
    if
    :: askAvailable(samples, mine.samplesAt, known, known.samplesAt, writtenSeen, waiting);
      count = SMALLER(BLOCK, waiting)
    :: select(count : 1 .. BLOCK)
    fi;
#endif
#ifdef ROOM_SIGNALLED_BEFORE_FREED
    if
    :: writtenSeen > mine.samplesAt -> signal(room, mine)
    :: else
    fi;
#endif
    readFrom(samples, CAPACITY, mine, mine.samples, mine.samplesAt, known, known.samples, known.samplesAt, writtenSeen,
         count, taken, element, heard, 1);
    samplesRead = mine.samples;
    consumed = consumed + taken;
    heard = heard + taken;
#ifdef FINISH_SEEN_LATE
    isFinished(isLast, known);
#endif
    if
#ifdef ROOM_SIGNALLED_BEFORE_FREED
    :: taken > 0
#else
    :: taken > 0 -> signal(room, mine)
#endif
    :: taken == 0 && isLast -> break
    :: taken == 0 && !isLast ->
#ifdef TICKET_AFTER_LOOKING
      take(ticket, analysis, known);
#endif
      wait(analysis, ticket)
    fi;
again:
    atomic { ticket = 0; waiting = 0; count = 0; taken = 0; element = 0; isLast = 0 }
  od;
  assert(heard == ELEMENTS);                                /* nothing lost, every gap told */
  release(mine, known, known.samples, samplesWritten)
}
