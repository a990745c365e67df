	switch (t->back) {
	default: Uerror("bad return move");
	case  0: goto R999; /* nothing to undo */

		 /* PROC Analysis */

	case 3: // STATE 1
		;
		((P1 *)_this)->ticket = trpt->bup.oval;
		;
		goto R999;

	case 4: // STATE 4
		;
		((P1 *)_this)->known.finished = trpt->bup.ovals[2];
		((P1 *)_this)->known.samplesAt = trpt->bup.ovals[1];
		((P1 *)_this)->known.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 5: // STATE 10
		;
		((P1 *)_this)->known.finished = trpt->bup.ovals[1];
		((P1 *)_this)->isLast = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 6: // STATE 21
		;
		((P1 *)_this)->count = trpt->bup.ovals[3];
		((P1 *)_this)->known.finished = trpt->bup.ovals[2];
		((P1 *)_this)->known.samplesAt = trpt->bup.ovals[1];
		((P1 *)_this)->known.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 7: // STATE 21
		;
		((P1 *)_this)->count = trpt->bup.oval;
		;
		goto R999;

	case 8: // STATE 21
		;
		((P1 *)_this)->count = trpt->bup.ovals[1];
		((P1 *)_this)->isLast = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 9: // STATE 22
		;
		((P1 *)_this)->writtenSeen = trpt->bup.oval;
		;
		goto R999;

	case 10: // STATE 30
		;
		((P1 *)_this)->known.samplesAt = trpt->bup.oval;
		;
		goto R999;

	case 11: // STATE 26
		;
		((P1 *)_this)->writtenSeen = trpt->bup.oval;
		;
		goto R999;

	case 12: // STATE 30
		;
		((P1 *)_this)->known.samplesAt = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 14: // STATE 43
		;
		((P1 *)_this)->count = trpt->bup.ovals[4];
		((P1 *)_this)->waiting = trpt->bup.ovals[3];
		((P1 *)_this)->known.finished = trpt->bup.ovals[2];
		((P1 *)_this)->known.samplesAt = trpt->bup.ovals[1];
		((P1 *)_this)->known.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 15: // STATE 43
		;
		((P1 *)_this)->count = trpt->bup.ovals[1];
		((P1 *)_this)->waiting = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 16: // STATE 44
		;
		((P1 *)_this)->count = trpt->bup.oval;
		;
		goto R999;

	case 17: // STATE 45
		;
		((P1 *)_this)->count = trpt->bup.oval;
		;
		goto R999;

	case 18: // STATE 50
		;
		((P1 *)_this)->position = trpt->bup.oval;
		;
		goto R999;

	case 19: // STATE 51
		;
	/* 0 */	((P1 *)_this)->writtenSeen = trpt->bup.oval;
		;
		;
		goto R999;

	case 20: // STATE 52
		;
		((P1 *)_this)->writtenSeen = trpt->bup.oval;
		;
		goto R999;

	case 21: // STATE 60
		;
		((P1 *)_this)->known.samplesAt = trpt->bup.oval;
		;
		goto R999;

	case 22: // STATE 56
		;
		((P1 *)_this)->writtenSeen = trpt->bup.oval;
		;
		goto R999;

	case 23: // STATE 60
		;
		((P1 *)_this)->known.samplesAt = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 25: // STATE 75
		;
		((P1 *)_this)->offset = trpt->bup.ovals[4];
		((P1 *)_this)->taken = trpt->bup.ovals[3];
		((P1 *)_this)->known.finished = trpt->bup.ovals[2];
		((P1 *)_this)->known.samplesAt = trpt->bup.ovals[1];
		((P1 *)_this)->known.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 26: // STATE 75
		;
		((P1 *)_this)->offset = trpt->bup.ovals[1];
		((P1 *)_this)->taken = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 27: // STATE 75
		;
		((P1 *)_this)->offset = trpt->bup.ovals[1];
		((P1 *)_this)->taken = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 29: // STATE 83
		;
		((P1 *)_this)->offset = trpt->bup.ovals[3];
		((P1 *)_this)->mine.samples = trpt->bup.ovals[2];
		((P1 *)_this)->element = trpt->bup.ovals[1];
		((P1 *)_this)->index = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 30: // STATE 90
		;
		((P1 *)_this)->mine.samplesAt = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 32: // STATE 103
		;
		((P1 *)_this)->offset = trpt->bup.ovals[5];
		now.samples.read.newest = trpt->bup.ovals[4];
		now.samples.read.stored[ Index((((P1 *)_this)->position+((P1 *)_this)->taken), 8) ] = trpt->bup.ovals[3];
		now.samples.read.clock[ Index((((P1 *)_this)->position+((P1 *)_this)->taken), 8) ].finished = trpt->bup.ovals[2];
		now.samples.read.clock[ Index((((P1 *)_this)->position+((P1 *)_this)->taken), 8) ].samplesAt = trpt->bup.ovals[1];
		now.samples.read.clock[ Index((((P1 *)_this)->position+((P1 *)_this)->taken), 8) ].samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 6);
		goto R999;

	case 33: // STATE 103
		;
		((P1 *)_this)->offset = trpt->bup.ovals[2];
		now.samples.read.newest = trpt->bup.ovals[1];
		now.samples.read.stored[ Index((((P1 *)_this)->position+((P1 *)_this)->taken), 8) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 34: // STATE 105
		;
		now.samplesRead = trpt->bup.oval;
		;
		goto R999;

	case 35: // STATE 107
		;
		((P1 *)_this)->heard = trpt->bup.ovals[1];
		((P1 *)_this)->consumed = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 36: // STATE 108
		;
	/* 0 */	((P1 *)_this)->taken = trpt->bup.oval;
		;
		;
		goto R999;

	case 37: // STATE 109
		;
		now.room.signals = trpt->bup.oval;
		;
		goto R999;

	case 38: // STATE 112
		;
		now.room.clock.finished = trpt->bup.ovals[2];
		now.room.clock.samplesAt = trpt->bup.ovals[1];
		now.room.clock.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 39: // STATE 115
		;
		((P1 *)_this)->isSomeoneAsleep = trpt->bup.oval;
		;
		goto R999;

	case 40: // STATE 116
		;
	/* 0 */	((P1 *)_this)->isSomeoneAsleep = trpt->bup.oval;
		;
		;
		goto R999;

	case 41: // STATE 118
		;
		((P1 *)_this)->isSomeoneAsleep = trpt->bup.ovals[1];
		now.room.asleep = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 42: // STATE 124
		;
	/* 1 */	((P1 *)_this)->isLast = trpt->bup.ovals[1];
	/* 0 */	((P1 *)_this)->taken = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 43: // STATE 126
		;
	/* 1 */	((P1 *)_this)->isLast = trpt->bup.ovals[1];
	/* 0 */	((P1 *)_this)->taken = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 44: // STATE 127
		;
		now.analysis.sleepers = trpt->bup.oval;
		;
		goto R999;

	case 45: // STATE 129
		;
		now.analysis.asleep = trpt->bup.ovals[1];
	/* 0 */	((P1 *)_this)->ticket = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		
	case 46: // STATE 134
		goto R999;

	case 47: // STATE 130
		;
	/* 0 */	((P1 *)_this)->ticket = trpt->bup.oval;
		;
		;
		goto R999;

	case 48: // STATE 132
		;
		now.earlyReturns = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 50: // STATE 137
		;
		now.analysis.sleepers = trpt->bup.oval;
		;
		goto R999;
;
		
	case 51: // STATE 145
		goto R999;

	case 52: // STATE 146
		;
		now.owners = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 54: // STATE 150
		;
		now.ownersClock.finished = trpt->bup.ovals[2];
		now.ownersClock.samplesAt = trpt->bup.ovals[1];
		now.ownersClock.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		
	case 55: // STATE 158
		goto R999;

	case 56: // STATE 155
		;
		((P1 *)_this)->known.finished = trpt->bup.ovals[2];
		((P1 *)_this)->known.samplesAt = trpt->bup.ovals[1];
		((P1 *)_this)->known.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 57: // STATE 162
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Capture */

	case 58: // STATE 2
		;
		((P0 *)_this)->count = trpt->bup.oval;
		;
		goto R999;

	case 59: // STATE 4
		;
		((P0 *)_this)->count = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 61: // STATE 10
		;
		((P0 *)_this)->ticket = trpt->bup.oval;
		;
		goto R999;

	case 62: // STATE 13
		;
		((P0 *)_this)->known.finished = trpt->bup.ovals[2];
		((P0 *)_this)->known.samplesAt = trpt->bup.ovals[1];
		((P0 *)_this)->known.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 63: // STATE 17
		;
		((P0 *)_this)->position = trpt->bup.oval;
		;
		goto R999;

	case 64: // STATE 18
		;
	/* 0 */	((P0 *)_this)->readSeen = trpt->bup.oval;
		;
		;
		goto R999;

	case 65: // STATE 19
		;
		((P0 *)_this)->readSeen = trpt->bup.oval;
		;
		goto R999;

	case 66: // STATE 27
		;
		((P0 *)_this)->known.samplesAt = trpt->bup.oval;
		;
		goto R999;

	case 67: // STATE 23
		;
		((P0 *)_this)->readSeen = trpt->bup.oval;
		;
		goto R999;

	case 68: // STATE 27
		;
		((P0 *)_this)->known.samplesAt = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 70: // STATE 42
		;
		((P0 *)_this)->offset = trpt->bup.ovals[4];
		((P0 *)_this)->accepted = trpt->bup.ovals[3];
		((P0 *)_this)->known.finished = trpt->bup.ovals[2];
		((P0 *)_this)->known.samplesAt = trpt->bup.ovals[1];
		((P0 *)_this)->known.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 71: // STATE 42
		;
		((P0 *)_this)->offset = trpt->bup.ovals[1];
		((P0 *)_this)->accepted = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 72: // STATE 42
		;
		((P0 *)_this)->offset = trpt->bup.ovals[1];
		((P0 *)_this)->accepted = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 74: // STATE 49
		;
		((P0 *)_this)->offset = trpt->bup.ovals[3];
		((P0 *)_this)->mine.samples = trpt->bup.ovals[2];
		now.samples.slot[ Index(((P0 *)_this)->index, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->index = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 75: // STATE 56
		;
		((P0 *)_this)->mine.samplesAt = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 77: // STATE 72
		;
		((P0 *)_this)->count = trpt->bup.ovals[7];
		((P0 *)_this)->sent = trpt->bup.ovals[6];
		((P0 *)_this)->offset = trpt->bup.ovals[5];
		now.samples.written.newest = trpt->bup.ovals[4];
		now.samples.written.stored[ Index((((P0 *)_this)->position+((P0 *)_this)->accepted), 8) ] = trpt->bup.ovals[3];
		now.samples.written.clock[ Index((((P0 *)_this)->position+((P0 *)_this)->accepted), 8) ].finished = trpt->bup.ovals[2];
		now.samples.written.clock[ Index((((P0 *)_this)->position+((P0 *)_this)->accepted), 8) ].samplesAt = trpt->bup.ovals[1];
		now.samples.written.clock[ Index((((P0 *)_this)->position+((P0 *)_this)->accepted), 8) ].samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 8);
		goto R999;

	case 78: // STATE 72
		;
		((P0 *)_this)->count = trpt->bup.ovals[4];
		((P0 *)_this)->sent = trpt->bup.ovals[3];
		((P0 *)_this)->offset = trpt->bup.ovals[2];
		now.samples.written.newest = trpt->bup.ovals[1];
		now.samples.written.stored[ Index((((P0 *)_this)->position+((P0 *)_this)->accepted), 8) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 79: // STATE 73
		;
		now.analysis.signals = trpt->bup.oval;
		;
		goto R999;

	case 80: // STATE 76
		;
		now.analysis.clock.finished = trpt->bup.ovals[2];
		now.analysis.clock.samplesAt = trpt->bup.ovals[1];
		now.analysis.clock.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 81: // STATE 79
		;
		((P0 *)_this)->isSomeoneAsleep = trpt->bup.oval;
		;
		goto R999;

	case 82: // STATE 80
		;
	/* 0 */	((P0 *)_this)->isSomeoneAsleep = trpt->bup.oval;
		;
		;
		goto R999;

	case 83: // STATE 82
		;
		((P0 *)_this)->isSomeoneAsleep = trpt->bup.ovals[1];
		now.analysis.asleep = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 84: // STATE 88
		;
	/* 0 */	((P0 *)_this)->accepted = trpt->bup.oval;
		;
		;
		goto R999;

	case 85: // STATE 89
		;
		now.room.sleepers = trpt->bup.oval;
		;
		goto R999;

	case 86: // STATE 91
		;
		now.room.asleep = trpt->bup.ovals[1];
	/* 0 */	((P0 *)_this)->ticket = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		
	case 87: // STATE 96
		goto R999;

	case 88: // STATE 92
		;
	/* 0 */	((P0 *)_this)->ticket = trpt->bup.oval;
		;
		;
		goto R999;

	case 89: // STATE 94
		;
		now.earlyReturns = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 91: // STATE 99
		;
		now.room.sleepers = trpt->bup.oval;
		;
		goto R999;

	case 92: // STATE 115
		;
		now.isOver = trpt->bup.ovals[1];
		((P0 *)_this)->mine.finished = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 93: // STATE 118
		;
		now.finishedClock.finished = trpt->bup.ovals[2];
		now.finishedClock.samplesAt = trpt->bup.ovals[1];
		now.finishedClock.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 94: // STATE 122
		;
		now.analysis.signals = trpt->bup.oval;
		;
		goto R999;

	case 95: // STATE 125
		;
		now.analysis.clock.finished = trpt->bup.ovals[2];
		now.analysis.clock.samplesAt = trpt->bup.ovals[1];
		now.analysis.clock.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 96: // STATE 128
		;
		((P0 *)_this)->isSomeoneAsleep = trpt->bup.oval;
		;
		goto R999;

	case 97: // STATE 129
		;
	/* 0 */	((P0 *)_this)->isSomeoneAsleep = trpt->bup.oval;
		;
		;
		goto R999;

	case 98: // STATE 131
		;
		((P0 *)_this)->isSomeoneAsleep = trpt->bup.ovals[1];
		now.analysis.asleep = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 99: // STATE 137
		;
		now.samplesWritten = trpt->bup.oval;
		;
		goto R999;

	case 100: // STATE 138
		;
		now.owners = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 102: // STATE 142
		;
		now.ownersClock.finished = trpt->bup.ovals[2];
		now.ownersClock.samplesAt = trpt->bup.ovals[1];
		now.ownersClock.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		
	case 103: // STATE 150
		goto R999;

	case 104: // STATE 147
		;
		((P0 *)_this)->known.finished = trpt->bup.ovals[2];
		((P0 *)_this)->known.samplesAt = trpt->bup.ovals[1];
		((P0 *)_this)->known.samples = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 105: // STATE 154
		;
		p_restor(II);
		;
		;
		goto R999;
	}

