#define rand	pan_rand
#define pthread_equal(a,b)	((a)==(b))
#if defined(HAS_CODE) && defined(VERBOSE)
	#ifdef BFS_PAR
		bfs_printf("Pr: %d Tr: %d\n", II, t->forw);
	#else
		cpu_printf("Pr: %d Tr: %d\n", II, t->forw);
	#endif
#endif
	switch (t->forw) {
	default: Uerror("bad forward move");
	case 0:	/* if without executable clauses */
		continue;
	case 1: /* generic 'goto' or 'skip' */
		IfNotBlocked
		_m = 3; goto P999;
	case 2: /* generic 'else' */
		IfNotBlocked
		if (trpt->o_pm&1) continue;
		_m = 3; goto P999;

		 /* PROC Analysis */
	case 3: // STATE 1 - wake.pml:32 - [ticket = analysis.signals] (0:0:1 - 1)
		IfNotBlocked
		reached[1][1] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->ticket);
		((P1 *)_this)->ticket = ((int)now.analysis.signals);
#ifdef VAR_RANGES
		logval("Analysis:ticket", ((int)((P1 *)_this)->ticket));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 4: // STATE 2 - memory.pml:24 - [known.samples = ( ((known.samples>analysis.clock.samples)) -> (known.samples) : (analysis.clock.samples) )] (0:20:3 - 1)
		IfNotBlocked
		reached[1][2] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->known.samples);
		((P1 *)_this)->known.samples = ( ((((int)((P1 *)_this)->known.samples)>((int)now.analysis.clock.samples))) ? (((int)((P1 *)_this)->known.samples)) : (((int)now.analysis.clock.samples)) );
#ifdef VAR_RANGES
		logval("Analysis:known.samples", ((int)((P1 *)_this)->known.samples));
#endif
		;
		/* merge: known.samplesAt = ( ((known.samplesAt>analysis.clock.samplesAt)) -> (known.samplesAt) : (analysis.clock.samplesAt) )(20, 3, 20) */
		reached[1][3] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->known.samplesAt);
		((P1 *)_this)->known.samplesAt = ( ((((int)((P1 *)_this)->known.samplesAt)>((int)now.analysis.clock.samplesAt))) ? (((int)((P1 *)_this)->known.samplesAt)) : (((int)now.analysis.clock.samplesAt)) );
#ifdef VAR_RANGES
		logval("Analysis:known.samplesAt", ((int)((P1 *)_this)->known.samplesAt));
#endif
		;
		/* merge: known.finished = (known.finished|analysis.clock.finished)(20, 4, 20) */
		reached[1][4] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P1 *)_this)->known.finished);
		((P1 *)_this)->known.finished = (((int)((P1 *)_this)->known.finished)|((int)now.analysis.clock.finished));
#ifdef VAR_RANGES
		logval("Analysis:known.finished", ((int)((P1 *)_this)->known.finished));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 5: // STATE 8 - stream.pml:56 - [(isOver)] (14:0:2 - 1)
		IfNotBlocked
		reached[1][8] = 1;
		if (!(((int)now.isOver)))
			continue;
		/* merge: isLast = 1(14, 9, 14) */
		reached[1][9] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->isLast);
		((P1 *)_this)->isLast = 1;
#ifdef VAR_RANGES
		logval("Analysis:isLast", ((int)((P1 *)_this)->isLast));
#endif
		;
		/* merge: known.finished = 1(14, 10, 14) */
		reached[1][10] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->known.finished);
		((P1 *)_this)->known.finished = 1;
#ifdef VAR_RANGES
		logval("Analysis:known.finished", ((int)((P1 *)_this)->known.finished));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 6: // STATE 11 - memory.pml:24 - [known.samples = ( ((known.samples>finishedClock.samples)) -> (known.samples) : (finishedClock.samples) )] (0:48:4 - 1)
		IfNotBlocked
		reached[1][11] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->known.samples);
		((P1 *)_this)->known.samples = ( ((((int)((P1 *)_this)->known.samples)>((int)now.finishedClock.samples))) ? (((int)((P1 *)_this)->known.samples)) : (((int)now.finishedClock.samples)) );
#ifdef VAR_RANGES
		logval("Analysis:known.samples", ((int)((P1 *)_this)->known.samples));
#endif
		;
		/* merge: known.samplesAt = ( ((known.samplesAt>finishedClock.samplesAt)) -> (known.samplesAt) : (finishedClock.samplesAt) )(48, 12, 48) */
		reached[1][12] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->known.samplesAt);
		((P1 *)_this)->known.samplesAt = ( ((((int)((P1 *)_this)->known.samplesAt)>((int)now.finishedClock.samplesAt))) ? (((int)((P1 *)_this)->known.samplesAt)) : (((int)now.finishedClock.samplesAt)) );
#ifdef VAR_RANGES
		logval("Analysis:known.samplesAt", ((int)((P1 *)_this)->known.samplesAt));
#endif
		;
		/* merge: known.finished = (known.finished|finishedClock.finished)(48, 13, 48) */
		reached[1][13] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P1 *)_this)->known.finished);
		((P1 *)_this)->known.finished = (((int)((P1 *)_this)->known.finished)|((int)now.finishedClock.finished));
#ifdef VAR_RANGES
		logval("Analysis:known.finished", ((int)((P1 *)_this)->known.finished));
#endif
		;
		/* merge: .(goto)(48, 18, 48) */
		reached[1][18] = 1;
		;
		/* merge: count = 0(48, 21, 48) */
		reached[1][21] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P1 *)_this)->count);
		((P1 *)_this)->count = 0;
#ifdef VAR_RANGES
		logval("Analysis:count", ((int)((P1 *)_this)->count));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 7: // STATE 18 - stream.pml:59 - [.(goto)] (0:48:1 - 2)
		IfNotBlocked
		reached[1][18] = 1;
		;
		/* merge: count = 0(48, 21, 48) */
		reached[1][21] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->count);
		((P1 *)_this)->count = 0;
#ifdef VAR_RANGES
		logval("Analysis:count", ((int)((P1 *)_this)->count));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 8: // STATE 15 - stream.pml:57 - [(!(known.finished))] (48:0:2 - 1)
		IfNotBlocked
		reached[1][15] = 1;
		if (!( !(((int)((P1 *)_this)->known.finished))))
			continue;
		/* merge: isLast = 0(48, 16, 48) */
		reached[1][16] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->isLast);
		((P1 *)_this)->isLast = 0;
#ifdef VAR_RANGES
		logval("Analysis:isLast", ((int)((P1 *)_this)->isLast));
#endif
		;
		/* merge: .(goto)(48, 18, 48) */
		reached[1][18] = 1;
		;
		/* merge: count = 0(48, 21, 48) */
		reached[1][21] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->count);
		((P1 *)_this)->count = 0;
#ifdef VAR_RANGES
		logval("Analysis:count", ((int)((P1 *)_this)->count));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 9: // STATE 22 - memory.pml:56 - [writtenSeen = known.samplesAt] (0:0:1 - 1)
		IfNotBlocked
		reached[1][22] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->writtenSeen);
		((P1 *)_this)->writtenSeen = ((int)((P1 *)_this)->known.samplesAt);
#ifdef VAR_RANGES
		logval("Analysis:writtenSeen", ((int)((P1 *)_this)->writtenSeen));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 10: // STATE 23 - memory.pml:58 - [(((writtenSeen==0)||samples.written.stored[writtenSeen]))] (37:0:1 - 1)
		IfNotBlocked
		reached[1][23] = 1;
		if (!(((((int)((P1 *)_this)->writtenSeen)==0)||((int)now.samples.written.stored[ Index(((int)((P1 *)_this)->writtenSeen), 8) ]))))
			continue;
		/* merge: goto :b6(37, 24, 37) */
		reached[1][24] = 1;
		;
		/* merge: known.samplesAt = writtenSeen(37, 30, 37) */
		reached[1][30] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->known.samplesAt);
		((P1 *)_this)->known.samplesAt = ((int)((P1 *)_this)->writtenSeen);
#ifdef VAR_RANGES
		logval("Analysis:known.samplesAt", ((int)((P1 *)_this)->known.samplesAt));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 11: // STATE 25 - memory.pml:59 - [((writtenSeen<samples.written.newest))] (27:0:1 - 1)
		IfNotBlocked
		reached[1][25] = 1;
		if (!((((int)((P1 *)_this)->writtenSeen)<((int)now.samples.written.newest))))
			continue;
		/* merge: writtenSeen = (writtenSeen+1)(0, 26, 27) */
		reached[1][26] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->writtenSeen);
		((P1 *)_this)->writtenSeen = (((int)((P1 *)_this)->writtenSeen)+1);
#ifdef VAR_RANGES
		logval("Analysis:writtenSeen", ((int)((P1 *)_this)->writtenSeen));
#endif
		;
		/* merge: .(goto)(0, 28, 27) */
		reached[1][28] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 12: // STATE 30 - memory.pml:61 - [known.samplesAt = writtenSeen] (0:37:1 - 3)
		IfNotBlocked
		reached[1][30] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->known.samplesAt);
		((P1 *)_this)->known.samplesAt = ((int)((P1 *)_this)->writtenSeen);
#ifdef VAR_RANGES
		logval("Analysis:known.samplesAt", ((int)((P1 *)_this)->known.samplesAt));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 13: // STATE 31 - memory.pml:63 - [((1&&(writtenSeen>0)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][31] = 1;
		if (!((1&&(((int)((P1 *)_this)->writtenSeen)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 14: // STATE 32 - memory.pml:24 - [known.samples = ( ((known.samples>samples.written.clock[writtenSeen].samples)) -> (known.samples) : (samples.written.clock[writtenSeen].samples) )] (0:104:5 - 1)
		IfNotBlocked
		reached[1][32] = 1;
		(trpt+1)->bup.ovals = grab_ints(5);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->known.samples);
		((P1 *)_this)->known.samples = ( ((((int)((P1 *)_this)->known.samples)>((int)now.samples.written.clock[ Index(((int)((P1 *)_this)->writtenSeen), 8) ].samples))) ? (((int)((P1 *)_this)->known.samples)) : (((int)now.samples.written.clock[ Index(((int)((P1 *)_this)->writtenSeen), 8) ].samples)) );
#ifdef VAR_RANGES
		logval("Analysis:known.samples", ((int)((P1 *)_this)->known.samples));
#endif
		;
		/* merge: known.samplesAt = ( ((known.samplesAt>samples.written.clock[writtenSeen].samplesAt)) -> (known.samplesAt) : (samples.written.clock[writtenSeen].samplesAt) )(104, 33, 104) */
		reached[1][33] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->known.samplesAt);
		((P1 *)_this)->known.samplesAt = ( ((((int)((P1 *)_this)->known.samplesAt)>((int)now.samples.written.clock[ Index(((int)((P1 *)_this)->writtenSeen), 8) ].samplesAt))) ? (((int)((P1 *)_this)->known.samplesAt)) : (((int)now.samples.written.clock[ Index(((int)((P1 *)_this)->writtenSeen), 8) ].samplesAt)) );
#ifdef VAR_RANGES
		logval("Analysis:known.samplesAt", ((int)((P1 *)_this)->known.samplesAt));
#endif
		;
		/* merge: known.finished = (known.finished|samples.written.clock[writtenSeen].finished)(104, 34, 104) */
		reached[1][34] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P1 *)_this)->known.finished);
		((P1 *)_this)->known.finished = (((int)((P1 *)_this)->known.finished)|((int)now.samples.written.clock[ Index(((int)((P1 *)_this)->writtenSeen), 8) ].finished));
#ifdef VAR_RANGES
		logval("Analysis:known.finished", ((int)((P1 *)_this)->known.finished));
#endif
		;
		/* merge: .(goto)(104, 38, 104) */
		reached[1][38] = 1;
		;
		/* merge: waiting = (writtenSeen-mine.samplesAt)(104, 41, 104) */
		reached[1][41] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P1 *)_this)->waiting);
		((P1 *)_this)->waiting = (((int)((P1 *)_this)->writtenSeen)-((int)((P1 *)_this)->mine.samplesAt));
#ifdef VAR_RANGES
		logval("Analysis:waiting", ((int)((P1 *)_this)->waiting));
#endif
		;
		/* merge: count = ( ((2<waiting)) -> (2) : (waiting) )(104, 43, 104) */
		reached[1][43] = 1;
		(trpt+1)->bup.ovals[4] = ((int)((P1 *)_this)->count);
		((P1 *)_this)->count = ( ((2<((int)((P1 *)_this)->waiting))) ? (2) : (((int)((P1 *)_this)->waiting)) );
#ifdef VAR_RANGES
		logval("Analysis:count", ((int)((P1 *)_this)->count));
#endif
		;
		/* merge: .(goto)(0, 49, 104) */
		reached[1][49] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 15: // STATE 38 - memory.pml:66 - [.(goto)] (0:104:2 - 2)
		IfNotBlocked
		reached[1][38] = 1;
		;
		/* merge: waiting = (writtenSeen-mine.samplesAt)(104, 41, 104) */
		reached[1][41] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->waiting);
		((P1 *)_this)->waiting = (((int)((P1 *)_this)->writtenSeen)-((int)((P1 *)_this)->mine.samplesAt));
#ifdef VAR_RANGES
		logval("Analysis:waiting", ((int)((P1 *)_this)->waiting));
#endif
		;
		/* merge: count = ( ((2<waiting)) -> (2) : (waiting) )(104, 43, 104) */
		reached[1][43] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->count);
		((P1 *)_this)->count = ( ((2<((int)((P1 *)_this)->waiting))) ? (2) : (((int)((P1 *)_this)->waiting)) );
#ifdef VAR_RANGES
		logval("Analysis:count", ((int)((P1 *)_this)->count));
#endif
		;
		/* merge: .(goto)(0, 49, 104) */
		reached[1][49] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 16: // STATE 44 - stream.pml:235 - [count = 1] (0:0:1 - 1)
		IfNotBlocked
		reached[1][44] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->count);
		((P1 *)_this)->count = 1;
#ifdef VAR_RANGES
		logval("Analysis:count", ((int)((P1 *)_this)->count));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 17: // STATE 45 - stream.pml:235 - [count = 2] (0:0:1 - 1)
		IfNotBlocked
		reached[1][45] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->count);
		((P1 *)_this)->count = 2;
#ifdef VAR_RANGES
		logval("Analysis:count", ((int)((P1 *)_this)->count));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 18: // STATE 50 - ring.pml:94 - [position = mine.samplesAt] (0:0:1 - 1)
		IfNotBlocked
		reached[1][50] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->position);
		((P1 *)_this)->position = ((int)((P1 *)_this)->mine.samplesAt);
#ifdef VAR_RANGES
		logval("Analysis:position", ((int)((P1 *)_this)->position));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 19: // STATE 51 - ring.pml:96 - [(((writtenSeen-position)<count))] (0:0:1 - 1)
		IfNotBlocked
		reached[1][51] = 1;
		if (!(((((int)((P1 *)_this)->writtenSeen)-((int)((P1 *)_this)->position))<((int)((P1 *)_this)->count))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: writtenSeen */  (trpt+1)->bup.oval = ((P1 *)_this)->writtenSeen;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P1 *)_this)->writtenSeen = 0;
		_m = 3; goto P999; /* 0 */
	case 20: // STATE 52 - memory.pml:56 - [writtenSeen = known.samplesAt] (0:0:1 - 1)
		IfNotBlocked
		reached[1][52] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->writtenSeen);
		((P1 *)_this)->writtenSeen = ((int)((P1 *)_this)->known.samplesAt);
#ifdef VAR_RANGES
		logval("Analysis:writtenSeen", ((int)((P1 *)_this)->writtenSeen));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 21: // STATE 53 - memory.pml:58 - [(((writtenSeen==0)||samples.written.stored[writtenSeen]))] (67:0:1 - 1)
		IfNotBlocked
		reached[1][53] = 1;
		if (!(((((int)((P1 *)_this)->writtenSeen)==0)||((int)now.samples.written.stored[ Index(((int)((P1 *)_this)->writtenSeen), 8) ]))))
			continue;
		/* merge: goto :b7(67, 54, 67) */
		reached[1][54] = 1;
		;
		/* merge: known.samplesAt = writtenSeen(67, 60, 67) */
		reached[1][60] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->known.samplesAt);
		((P1 *)_this)->known.samplesAt = ((int)((P1 *)_this)->writtenSeen);
#ifdef VAR_RANGES
		logval("Analysis:known.samplesAt", ((int)((P1 *)_this)->known.samplesAt));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 22: // STATE 55 - memory.pml:59 - [((writtenSeen<samples.written.newest))] (57:0:1 - 1)
		IfNotBlocked
		reached[1][55] = 1;
		if (!((((int)((P1 *)_this)->writtenSeen)<((int)now.samples.written.newest))))
			continue;
		/* merge: writtenSeen = (writtenSeen+1)(0, 56, 57) */
		reached[1][56] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->writtenSeen);
		((P1 *)_this)->writtenSeen = (((int)((P1 *)_this)->writtenSeen)+1);
#ifdef VAR_RANGES
		logval("Analysis:writtenSeen", ((int)((P1 *)_this)->writtenSeen));
#endif
		;
		/* merge: .(goto)(0, 58, 57) */
		reached[1][58] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 23: // STATE 60 - memory.pml:61 - [known.samplesAt = writtenSeen] (0:67:1 - 3)
		IfNotBlocked
		reached[1][60] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->known.samplesAt);
		((P1 *)_this)->known.samplesAt = ((int)((P1 *)_this)->writtenSeen);
#ifdef VAR_RANGES
		logval("Analysis:known.samplesAt", ((int)((P1 *)_this)->known.samplesAt));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 24: // STATE 61 - memory.pml:63 - [((1&&(writtenSeen>0)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][61] = 1;
		if (!((1&&(((int)((P1 *)_this)->writtenSeen)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 25: // STATE 62 - memory.pml:24 - [known.samples = ( ((known.samples>samples.written.clock[writtenSeen].samples)) -> (known.samples) : (samples.written.clock[writtenSeen].samples) )] (0:87:5 - 1)
		IfNotBlocked
		reached[1][62] = 1;
		(trpt+1)->bup.ovals = grab_ints(5);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->known.samples);
		((P1 *)_this)->known.samples = ( ((((int)((P1 *)_this)->known.samples)>((int)now.samples.written.clock[ Index(((int)((P1 *)_this)->writtenSeen), 8) ].samples))) ? (((int)((P1 *)_this)->known.samples)) : (((int)now.samples.written.clock[ Index(((int)((P1 *)_this)->writtenSeen), 8) ].samples)) );
#ifdef VAR_RANGES
		logval("Analysis:known.samples", ((int)((P1 *)_this)->known.samples));
#endif
		;
		/* merge: known.samplesAt = ( ((known.samplesAt>samples.written.clock[writtenSeen].samplesAt)) -> (known.samplesAt) : (samples.written.clock[writtenSeen].samplesAt) )(87, 63, 87) */
		reached[1][63] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->known.samplesAt);
		((P1 *)_this)->known.samplesAt = ( ((((int)((P1 *)_this)->known.samplesAt)>((int)now.samples.written.clock[ Index(((int)((P1 *)_this)->writtenSeen), 8) ].samplesAt))) ? (((int)((P1 *)_this)->known.samplesAt)) : (((int)now.samples.written.clock[ Index(((int)((P1 *)_this)->writtenSeen), 8) ].samplesAt)) );
#ifdef VAR_RANGES
		logval("Analysis:known.samplesAt", ((int)((P1 *)_this)->known.samplesAt));
#endif
		;
		/* merge: known.finished = (known.finished|samples.written.clock[writtenSeen].finished)(87, 64, 87) */
		reached[1][64] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P1 *)_this)->known.finished);
		((P1 *)_this)->known.finished = (((int)((P1 *)_this)->known.finished)|((int)now.samples.written.clock[ Index(((int)((P1 *)_this)->writtenSeen), 8) ].finished));
#ifdef VAR_RANGES
		logval("Analysis:known.finished", ((int)((P1 *)_this)->known.finished));
#endif
		;
		/* merge: .(goto)(87, 68, 87) */
		reached[1][68] = 1;
		;
		/* merge: .(goto)(87, 73, 87) */
		reached[1][73] = 1;
		;
		/* merge: taken = ( ((count<(writtenSeen-position))) -> (count) : ((writtenSeen-position)) )(87, 74, 87) */
		reached[1][74] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P1 *)_this)->taken);
		((P1 *)_this)->taken = ( ((((int)((P1 *)_this)->count)<(((int)((P1 *)_this)->writtenSeen)-((int)((P1 *)_this)->position)))) ? (((int)((P1 *)_this)->count)) : ((((int)((P1 *)_this)->writtenSeen)-((int)((P1 *)_this)->position))) );
#ifdef VAR_RANGES
		logval("Analysis:taken", ((int)((P1 *)_this)->taken));
#endif
		;
		/* merge: offset = 0(87, 75, 87) */
		reached[1][75] = 1;
		(trpt+1)->bup.ovals[4] = ((int)((P1 *)_this)->offset);
		((P1 *)_this)->offset = 0;
#ifdef VAR_RANGES
		logval("Analysis:offset", ((int)((P1 *)_this)->offset));
#endif
		;
		/* merge: .(goto)(0, 88, 87) */
		reached[1][88] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 26: // STATE 68 - memory.pml:66 - [.(goto)] (0:87:2 - 2)
		IfNotBlocked
		reached[1][68] = 1;
		;
		/* merge: .(goto)(87, 73, 87) */
		reached[1][73] = 1;
		;
		/* merge: taken = ( ((count<(writtenSeen-position))) -> (count) : ((writtenSeen-position)) )(87, 74, 87) */
		reached[1][74] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->taken);
		((P1 *)_this)->taken = ( ((((int)((P1 *)_this)->count)<(((int)((P1 *)_this)->writtenSeen)-((int)((P1 *)_this)->position)))) ? (((int)((P1 *)_this)->count)) : ((((int)((P1 *)_this)->writtenSeen)-((int)((P1 *)_this)->position))) );
#ifdef VAR_RANGES
		logval("Analysis:taken", ((int)((P1 *)_this)->taken));
#endif
		;
		/* merge: offset = 0(87, 75, 87) */
		reached[1][75] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->offset);
		((P1 *)_this)->offset = 0;
#ifdef VAR_RANGES
		logval("Analysis:offset", ((int)((P1 *)_this)->offset));
#endif
		;
		/* merge: .(goto)(0, 88, 87) */
		reached[1][88] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 27: // STATE 74 - ring.pml:99 - [taken = ( ((count<(writtenSeen-position))) -> (count) : ((writtenSeen-position)) )] (0:87:2 - 3)
		IfNotBlocked
		reached[1][74] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->taken);
		((P1 *)_this)->taken = ( ((((int)((P1 *)_this)->count)<(((int)((P1 *)_this)->writtenSeen)-((int)((P1 *)_this)->position)))) ? (((int)((P1 *)_this)->count)) : ((((int)((P1 *)_this)->writtenSeen)-((int)((P1 *)_this)->position))) );
#ifdef VAR_RANGES
		logval("Analysis:taken", ((int)((P1 *)_this)->taken));
#endif
		;
		/* merge: offset = 0(87, 75, 87) */
		reached[1][75] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->offset);
		((P1 *)_this)->offset = 0;
#ifdef VAR_RANGES
		logval("Analysis:offset", ((int)((P1 *)_this)->offset));
#endif
		;
		/* merge: .(goto)(0, 88, 87) */
		reached[1][88] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 28: // STATE 76 - ring.pml:105 - [((offset<taken))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][76] = 1;
		if (!((((int)((P1 *)_this)->offset)<((int)((P1 *)_this)->taken))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 29: // STATE 77 - ring.pml:107 - [index = ( ((((position%2)+offset)<2)) -> (((position%2)+offset)) : ((((position%2)+offset)-2)) )] (0:87:4 - 1)
		IfNotBlocked
		reached[1][77] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->index);
		((P1 *)_this)->index = ( ((((((int)((P1 *)_this)->position)%2)+((int)((P1 *)_this)->offset))<2)) ? (((((int)((P1 *)_this)->position)%2)+((int)((P1 *)_this)->offset))) : ((((((int)((P1 *)_this)->position)%2)+((int)((P1 *)_this)->offset))-2)) );
#ifdef VAR_RANGES
		logval("Analysis:index", ((int)((P1 *)_this)->index));
#endif
		;
		/* merge: assert((index<2))(87, 78, 87) */
		reached[1][78] = 1;
		spin_assert((((int)((P1 *)_this)->index)<2), "(index<2)", II, tt, t);
		/* merge: assert(((position+offset)<known.samples))(87, 79, 87) */
		reached[1][79] = 1;
		spin_assert(((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->offset))<((int)((P1 *)_this)->known.samples)), "((position+offset)<known.samples)", II, tt, t);
		/* merge: element = samples.slot[index](87, 80, 87) */
		reached[1][80] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->element);
		((P1 *)_this)->element = ((int)now.samples.slot[ Index(((int)((P1 *)_this)->index), 2) ]);
#ifdef VAR_RANGES
		logval("Analysis:element", ((int)((P1 *)_this)->element));
#endif
		;
		/* merge: assert((!(1)||(element==(heard+offset))))(87, 81, 87) */
		reached[1][81] = 1;
		spin_assert(( !(1)||(((int)((P1 *)_this)->element)==(((int)((P1 *)_this)->heard)+((int)((P1 *)_this)->offset)))), "( !(1)||(element==(heard+offset)))", II, tt, t);
		/* merge: mine.samples = (mine.samples+1)(87, 82, 87) */
		reached[1][82] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P1 *)_this)->mine.samples);
		((P1 *)_this)->mine.samples = (((int)((P1 *)_this)->mine.samples)+1);
#ifdef VAR_RANGES
		logval("Analysis:mine.samples", ((int)((P1 *)_this)->mine.samples));
#endif
		;
		/* merge: offset = (offset+1)(87, 83, 87) */
		reached[1][83] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P1 *)_this)->offset);
		((P1 *)_this)->offset = (((int)((P1 *)_this)->offset)+1);
#ifdef VAR_RANGES
		logval("Analysis:offset", ((int)((P1 *)_this)->offset));
#endif
		;
		/* merge: .(goto)(0, 88, 87) */
		reached[1][88] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 30: // STATE 90 - memory.pml:43 - [mine.samplesAt = (position+taken)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][90] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->mine.samplesAt);
		((P1 *)_this)->mine.samplesAt = (((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken));
#ifdef VAR_RANGES
		logval("Analysis:mine.samplesAt", ((int)((P1 *)_this)->mine.samplesAt));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 31: // STATE 91 - memory.pml:45 - [((!(samples.read.stored[(position+taken)])&&1))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][91] = 1;
		if (!(( !(((int)now.samples.read.stored[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ]))&&1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 32: // STATE 92 - memory.pml:24 - [samples.read.clock[(position+taken)].samples = ( ((samples.read.clock[(position+taken)].samples>mine.samples)) -> (samples.read.clock[(position+taken)].samples) : (mine.samples) )] (0:105:6 - 1)
		IfNotBlocked
		reached[1][92] = 1;
		(trpt+1)->bup.ovals = grab_ints(6);
		(trpt+1)->bup.ovals[0] = ((int)now.samples.read.clock[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ].samples);
		now.samples.read.clock[ Index((((P1 *)_this)->position+((P1 *)_this)->taken), 8) ].samples = ( ((((int)now.samples.read.clock[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ].samples)>((int)((P1 *)_this)->mine.samples))) ? (((int)now.samples.read.clock[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ].samples)) : (((int)((P1 *)_this)->mine.samples)) );
#ifdef VAR_RANGES
		logval("samples.read.clock[(Analysis:position+Analysis:taken)].samples", ((int)now.samples.read.clock[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ].samples));
#endif
		;
		/* merge: samples.read.clock[(position+taken)].samplesAt = ( ((samples.read.clock[(position+taken)].samplesAt>mine.samplesAt)) -> (samples.read.clock[(position+taken)].samplesAt) : (mine.samplesAt) )(105, 93, 105) */
		reached[1][93] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.samples.read.clock[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ].samplesAt);
		now.samples.read.clock[ Index((((P1 *)_this)->position+((P1 *)_this)->taken), 8) ].samplesAt = ( ((((int)now.samples.read.clock[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ].samplesAt)>((int)((P1 *)_this)->mine.samplesAt))) ? (((int)now.samples.read.clock[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ].samplesAt)) : (((int)((P1 *)_this)->mine.samplesAt)) );
#ifdef VAR_RANGES
		logval("samples.read.clock[(Analysis:position+Analysis:taken)].samplesAt", ((int)now.samples.read.clock[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ].samplesAt));
#endif
		;
		/* merge: samples.read.clock[(position+taken)].finished = (samples.read.clock[(position+taken)].finished|mine.finished)(105, 94, 105) */
		reached[1][94] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.samples.read.clock[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ].finished);
		now.samples.read.clock[ Index((((P1 *)_this)->position+((P1 *)_this)->taken), 8) ].finished = (((int)now.samples.read.clock[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ].finished)|((int)((P1 *)_this)->mine.finished));
#ifdef VAR_RANGES
		logval("samples.read.clock[(Analysis:position+Analysis:taken)].finished", ((int)now.samples.read.clock[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ].finished));
#endif
		;
		/* merge: .(goto)(105, 98, 105) */
		reached[1][98] = 1;
		;
		/* merge: samples.read.stored[(position+taken)] = 1(105, 99, 105) */
		reached[1][99] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.samples.read.stored[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ]);
		now.samples.read.stored[ Index((((P1 *)_this)->position+((P1 *)_this)->taken), 8) ] = 1;
#ifdef VAR_RANGES
		logval("samples.read.stored[(Analysis:position+Analysis:taken)]", ((int)now.samples.read.stored[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ]));
#endif
		;
		/* merge: samples.read.newest = (position+taken)(105, 100, 105) */
		reached[1][100] = 1;
		(trpt+1)->bup.ovals[4] = ((int)now.samples.read.newest);
		now.samples.read.newest = (((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken));
#ifdef VAR_RANGES
		logval("samples.read.newest", ((int)now.samples.read.newest));
#endif
		;
		/* merge: offset = 0(105, 103, 105) */
		reached[1][103] = 1;
		(trpt+1)->bup.ovals[5] = ((int)((P1 *)_this)->offset);
		((P1 *)_this)->offset = 0;
#ifdef VAR_RANGES
		logval("Analysis:offset", ((int)((P1 *)_this)->offset));
#endif
		;
		_m = 3; goto P999; /* 6 */
	case 33: // STATE 99 - memory.pml:48 - [samples.read.stored[(position+taken)] = 1] (0:105:3 - 3)
		IfNotBlocked
		reached[1][99] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.samples.read.stored[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ]);
		now.samples.read.stored[ Index((((P1 *)_this)->position+((P1 *)_this)->taken), 8) ] = 1;
#ifdef VAR_RANGES
		logval("samples.read.stored[(Analysis:position+Analysis:taken)]", ((int)now.samples.read.stored[ Index((((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken)), 8) ]));
#endif
		;
		/* merge: samples.read.newest = (position+taken)(105, 100, 105) */
		reached[1][100] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.samples.read.newest);
		now.samples.read.newest = (((int)((P1 *)_this)->position)+((int)((P1 *)_this)->taken));
#ifdef VAR_RANGES
		logval("samples.read.newest", ((int)now.samples.read.newest));
#endif
		;
		/* merge: offset = 0(105, 103, 105) */
		reached[1][103] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P1 *)_this)->offset);
		((P1 *)_this)->offset = 0;
#ifdef VAR_RANGES
		logval("Analysis:offset", ((int)((P1 *)_this)->offset));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 34: // STATE 105 - stream.pml:240 - [samplesRead = mine.samples] (0:0:1 - 1)
		IfNotBlocked
		reached[1][105] = 1;
		(trpt+1)->bup.oval = ((int)now.samplesRead);
		now.samplesRead = ((int)((P1 *)_this)->mine.samples);
#ifdef VAR_RANGES
		logval("samplesRead", ((int)now.samplesRead));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 35: // STATE 106 - stream.pml:241 - [consumed = (consumed+taken)] (0:139:2 - 1)
		IfNotBlocked
		reached[1][106] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->consumed);
		((P1 *)_this)->consumed = (((int)((P1 *)_this)->consumed)+((int)((P1 *)_this)->taken));
#ifdef VAR_RANGES
		logval("Analysis:consumed", ((int)((P1 *)_this)->consumed));
#endif
		;
		/* merge: heard = (heard+taken)(139, 107, 139) */
		reached[1][107] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->heard);
		((P1 *)_this)->heard = (((int)((P1 *)_this)->heard)+((int)((P1 *)_this)->taken));
#ifdef VAR_RANGES
		logval("Analysis:heard", ((int)((P1 *)_this)->heard));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 36: // STATE 108 - stream.pml:247 - [((taken>0))] (0:0:1 - 1)
		IfNotBlocked
		reached[1][108] = 1;
		if (!((((int)((P1 *)_this)->taken)>0)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: taken */  (trpt+1)->bup.oval = ((P1 *)_this)->taken;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P1 *)_this)->taken = 0;
		_m = 3; goto P999; /* 0 */
	case 37: // STATE 109 - wake.pml:21 - [room.signals = (room.signals+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][109] = 1;
		(trpt+1)->bup.oval = ((int)now.room.signals);
		now.room.signals = (((int)now.room.signals)+1);
#ifdef VAR_RANGES
		logval("room.signals", ((int)now.room.signals));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 38: // STATE 110 - memory.pml:24 - [room.clock.samples = ( ((room.clock.samples>mine.samples)) -> (room.clock.samples) : (mine.samples) )] (0:115:3 - 1)
		IfNotBlocked
		reached[1][110] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.room.clock.samples);
		now.room.clock.samples = ( ((((int)now.room.clock.samples)>((int)((P1 *)_this)->mine.samples))) ? (((int)now.room.clock.samples)) : (((int)((P1 *)_this)->mine.samples)) );
#ifdef VAR_RANGES
		logval("room.clock.samples", ((int)now.room.clock.samples));
#endif
		;
		/* merge: room.clock.samplesAt = ( ((room.clock.samplesAt>mine.samplesAt)) -> (room.clock.samplesAt) : (mine.samplesAt) )(115, 111, 115) */
		reached[1][111] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.room.clock.samplesAt);
		now.room.clock.samplesAt = ( ((((int)now.room.clock.samplesAt)>((int)((P1 *)_this)->mine.samplesAt))) ? (((int)now.room.clock.samplesAt)) : (((int)((P1 *)_this)->mine.samplesAt)) );
#ifdef VAR_RANGES
		logval("room.clock.samplesAt", ((int)now.room.clock.samplesAt));
#endif
		;
		/* merge: room.clock.finished = (room.clock.finished|mine.finished)(115, 112, 115) */
		reached[1][112] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.room.clock.finished);
		now.room.clock.finished = (((int)now.room.clock.finished)|((int)((P1 *)_this)->mine.finished));
#ifdef VAR_RANGES
		logval("room.clock.finished", ((int)now.room.clock.finished));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 39: // STATE 115 - wake.pml:22 - [isSomeoneAsleep = (room.sleepers>0)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][115] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->isSomeoneAsleep);
		((P1 *)_this)->isSomeoneAsleep = (((int)now.room.sleepers)>0);
#ifdef VAR_RANGES
		logval("Analysis:isSomeoneAsleep", ((int)((P1 *)_this)->isSomeoneAsleep));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 40: // STATE 116 - wake.pml:25 - [(isSomeoneAsleep)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][116] = 1;
		if (!(((int)((P1 *)_this)->isSomeoneAsleep)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: isSomeoneAsleep */  (trpt+1)->bup.oval = ((P1 *)_this)->isSomeoneAsleep;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P1 *)_this)->isSomeoneAsleep = 0;
		_m = 3; goto P999; /* 0 */
	case 41: // STATE 117 - wake.pml:25 - [room.asleep = 0] (0:141:2 - 1)
		IfNotBlocked
		reached[1][117] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.room.asleep);
		now.room.asleep = 0;
#ifdef VAR_RANGES
		logval("room.asleep", ((int)now.room.asleep));
#endif
		;
		/* merge: isSomeoneAsleep = 0(141, 118, 141) */
		reached[1][118] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->isSomeoneAsleep);
		((P1 *)_this)->isSomeoneAsleep = 0;
#ifdef VAR_RANGES
		logval("Analysis:isSomeoneAsleep", ((int)((P1 *)_this)->isSomeoneAsleep));
#endif
		;
		/* merge: .(goto)(0, 122, 141) */
		reached[1][122] = 1;
		;
		/* merge: .(goto)(0, 140, 141) */
		reached[1][140] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 42: // STATE 124 - stream.pml:248 - [(((taken==0)&&isLast))] (161:0:2 - 1)
		IfNotBlocked
		reached[1][124] = 1;
		if (!(((((int)((P1 *)_this)->taken)==0)&&((int)((P1 *)_this)->isLast))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: taken */  (trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((P1 *)_this)->taken;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P1 *)_this)->taken = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: isLast */  (trpt+1)->bup.ovals[1] = ((P1 *)_this)->isLast;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P1 *)_this)->isLast = 0;
		/* merge: goto :b5(161, 125, 161) */
		reached[1][125] = 1;
		;
		/* merge: assert((heard==5))(161, 145, 161) */
		reached[1][145] = 1;
		spin_assert((((int)((P1 *)_this)->heard)==5), "(heard==5)", II, tt, t);
		_m = 3; goto P999; /* 2 */
	case 43: // STATE 126 - stream.pml:249 - [(((taken==0)&&!(isLast)))] (0:0:2 - 1)
		IfNotBlocked
		reached[1][126] = 1;
		if (!(((((int)((P1 *)_this)->taken)==0)&& !(((int)((P1 *)_this)->isLast)))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: taken */  (trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((P1 *)_this)->taken;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P1 *)_this)->taken = 0;
		if (TstOnly) return 1; /* TT */
		/* dead 1: isLast */  (trpt+1)->bup.ovals[1] = ((P1 *)_this)->isLast;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P1 *)_this)->isLast = 0;
		_m = 3; goto P999; /* 0 */
	case 44: // STATE 127 - wake.pml:40 - [analysis.sleepers = (analysis.sleepers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][127] = 1;
		(trpt+1)->bup.oval = ((int)now.analysis.sleepers);
		now.analysis.sleepers = (((int)now.analysis.sleepers)+1);
#ifdef VAR_RANGES
		logval("analysis.sleepers", ((int)now.analysis.sleepers));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 45: // STATE 128 - wake.pml:46 - [((analysis.signals==ticket))] (136:0:2 - 1)
		IfNotBlocked
		reached[1][128] = 1;
		if (!((((int)now.analysis.signals)==((int)((P1 *)_this)->ticket))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: ticket */  (trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((P1 *)_this)->ticket;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P1 *)_this)->ticket = 0;
		/* merge: analysis.asleep = 1(136, 129, 136) */
		reached[1][129] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.analysis.asleep);
		now.analysis.asleep = 1;
#ifdef VAR_RANGES
		logval("analysis.asleep", ((int)now.analysis.asleep));
#endif
		;
		/* merge: .(goto)(136, 134, 136) */
		reached[1][134] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 46: // STATE 134 - wake.pml:51 - [.(goto)] (0:136:0 - 3)
		IfNotBlocked
		reached[1][134] = 1;
		;
		_m = 3; goto P999; /* 0 */
	case 47: // STATE 130 - wake.pml:47 - [((analysis.signals!=ticket))] (136:0:1 - 1)
		IfNotBlocked
		reached[1][130] = 1;
		if (!((((int)now.analysis.signals)!=((int)((P1 *)_this)->ticket))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: ticket */  (trpt+1)->bup.oval = ((P1 *)_this)->ticket;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P1 *)_this)->ticket = 0;
		/* merge: .(goto)(136, 134, 136) */
		reached[1][134] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 48: // STATE 131 - wake.pml:49 - [((earlyReturns>0))] (136:0:1 - 1)
		IfNotBlocked
		reached[1][131] = 1;
		if (!((((int)now.earlyReturns)>0)))
			continue;
		/* merge: earlyReturns = (earlyReturns-1)(136, 132, 136) */
		reached[1][132] = 1;
		(trpt+1)->bup.oval = ((int)now.earlyReturns);
		now.earlyReturns = (((int)now.earlyReturns)-1);
#ifdef VAR_RANGES
		logval("earlyReturns", ((int)now.earlyReturns));
#endif
		;
		/* merge: .(goto)(136, 134, 136) */
		reached[1][134] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 49: // STATE 136 - wake.pml:52 - [(!(analysis.asleep))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][136] = 1;
		if (!( !(((int)now.analysis.asleep))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 50: // STATE 137 - wake.pml:53 - [analysis.sleepers = (analysis.sleepers-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][137] = 1;
		(trpt+1)->bup.oval = ((int)now.analysis.sleepers);
		now.analysis.sleepers = (((int)now.analysis.sleepers)-1);
#ifdef VAR_RANGES
		logval("analysis.sleepers", ((int)now.analysis.sleepers));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 51: // STATE 145 - stream.pml:258 - [assert((heard==5))] (0:161:0 - 3)
		IfNotBlocked
		reached[1][145] = 1;
		spin_assert((((int)((P1 *)_this)->heard)==5), "(heard==5)", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 52: // STATE 146 - stream.pml:65 - [owners = (owners-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][146] = 1;
		(trpt+1)->bup.oval = ((int)now.owners);
		now.owners = (((int)now.owners)-1);
#ifdef VAR_RANGES
		logval("owners", ((int)now.owners));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 53: // STATE 147 - stream.pml:68 - [((owners==1))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][147] = 1;
		if (!((((int)now.owners)==1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 54: // STATE 148 - memory.pml:24 - [ownersClock.samples = ( ((ownersClock.samples>mine.samples)) -> (ownersClock.samples) : (mine.samples) )] (0:162:3 - 1)
		IfNotBlocked
		reached[1][148] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.ownersClock.samples);
		now.ownersClock.samples = ( ((((int)now.ownersClock.samples)>((int)((P1 *)_this)->mine.samples))) ? (((int)now.ownersClock.samples)) : (((int)((P1 *)_this)->mine.samples)) );
#ifdef VAR_RANGES
		logval("ownersClock.samples", ((int)now.ownersClock.samples));
#endif
		;
		/* merge: ownersClock.samplesAt = ( ((ownersClock.samplesAt>mine.samplesAt)) -> (ownersClock.samplesAt) : (mine.samplesAt) )(162, 149, 162) */
		reached[1][149] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.ownersClock.samplesAt);
		now.ownersClock.samplesAt = ( ((((int)now.ownersClock.samplesAt)>((int)((P1 *)_this)->mine.samplesAt))) ? (((int)now.ownersClock.samplesAt)) : (((int)((P1 *)_this)->mine.samplesAt)) );
#ifdef VAR_RANGES
		logval("ownersClock.samplesAt", ((int)now.ownersClock.samplesAt));
#endif
		;
		/* merge: ownersClock.finished = (ownersClock.finished|mine.finished)(162, 150, 162) */
		reached[1][150] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.ownersClock.finished);
		now.ownersClock.finished = (((int)now.ownersClock.finished)|((int)((P1 *)_this)->mine.finished));
#ifdef VAR_RANGES
		logval("ownersClock.finished", ((int)now.ownersClock.finished));
#endif
		;
		/* merge: .(goto)(162, 158, 162) */
		reached[1][158] = 1;
		;
		/* merge: assert(((owners==1)||(known.samples==samplesWritten)))(162, 159, 162) */
		reached[1][159] = 1;
		spin_assert(((((int)now.owners)==1)||(((int)((P1 *)_this)->known.samples)==((int)now.samplesWritten))), "((owners==1)||(known.samples==samplesWritten))", II, tt, t);
		_m = 3; goto P999; /* 4 */
	case 55: // STATE 158 - stream.pml:72 - [.(goto)] (0:162:0 - 2)
		IfNotBlocked
		reached[1][158] = 1;
		;
		/* merge: assert(((owners==1)||(known.samples==samplesWritten)))(162, 159, 162) */
		reached[1][159] = 1;
		spin_assert(((((int)now.owners)==1)||(((int)((P1 *)_this)->known.samples)==((int)now.samplesWritten))), "((owners==1)||(known.samples==samplesWritten))", II, tt, t);
		_m = 3; goto P999; /* 1 */
	case 56: // STATE 153 - memory.pml:24 - [known.samples = ( ((known.samples>ownersClock.samples)) -> (known.samples) : (ownersClock.samples) )] (0:162:3 - 1)
		IfNotBlocked
		reached[1][153] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->known.samples);
		((P1 *)_this)->known.samples = ( ((((int)((P1 *)_this)->known.samples)>((int)now.ownersClock.samples))) ? (((int)((P1 *)_this)->known.samples)) : (((int)now.ownersClock.samples)) );
#ifdef VAR_RANGES
		logval("Analysis:known.samples", ((int)((P1 *)_this)->known.samples));
#endif
		;
		/* merge: known.samplesAt = ( ((known.samplesAt>ownersClock.samplesAt)) -> (known.samplesAt) : (ownersClock.samplesAt) )(162, 154, 162) */
		reached[1][154] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->known.samplesAt);
		((P1 *)_this)->known.samplesAt = ( ((((int)((P1 *)_this)->known.samplesAt)>((int)now.ownersClock.samplesAt))) ? (((int)((P1 *)_this)->known.samplesAt)) : (((int)now.ownersClock.samplesAt)) );
#ifdef VAR_RANGES
		logval("Analysis:known.samplesAt", ((int)((P1 *)_this)->known.samplesAt));
#endif
		;
		/* merge: known.finished = (known.finished|ownersClock.finished)(162, 155, 162) */
		reached[1][155] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P1 *)_this)->known.finished);
		((P1 *)_this)->known.finished = (((int)((P1 *)_this)->known.finished)|((int)now.ownersClock.finished));
#ifdef VAR_RANGES
		logval("Analysis:known.finished", ((int)((P1 *)_this)->known.finished));
#endif
		;
		/* merge: .(goto)(162, 158, 162) */
		reached[1][158] = 1;
		;
		/* merge: assert(((owners==1)||(known.samples==samplesWritten)))(162, 159, 162) */
		reached[1][159] = 1;
		spin_assert(((((int)now.owners)==1)||(((int)((P1 *)_this)->known.samples)==((int)now.samplesWritten))), "((owners==1)||(known.samples==samplesWritten))", II, tt, t);
		_m = 3; goto P999; /* 4 */
	case 57: // STATE 162 - stream.pml:260 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[1][162] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC Capture */
	case 58: // STATE 1 - stream.pml:102 - [((sent<5))] (6:0:1 - 1)
		IfNotBlocked
		reached[0][1] = 1;
		if (!((((int)((P0 *)_this)->sent)<5)))
			continue;
		/* merge: count = 1(0, 2, 6) */
		reached[0][2] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->count);
		((P0 *)_this)->count = 1;
#ifdef VAR_RANGES
		logval("Capture:count", ((int)((P0 *)_this)->count));
#endif
		;
		/* merge: .(goto)(0, 7, 6) */
		reached[0][7] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 59: // STATE 3 - stream.pml:103 - [((count<( ((2<(5-sent))) -> (2) : ((5-sent)) )))] (6:0:1 - 1)
		IfNotBlocked
		reached[0][3] = 1;
		if (!((((int)((P0 *)_this)->count)<( ((2<(5-((int)((P0 *)_this)->sent)))) ? (2) : ((5-((int)((P0 *)_this)->sent))) ))))
			continue;
		/* merge: count = (count+1)(0, 4, 6) */
		reached[0][4] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->count);
		((P0 *)_this)->count = (((int)((P0 *)_this)->count)+1);
#ifdef VAR_RANGES
		logval("Capture:count", ((int)((P0 *)_this)->count));
#endif
		;
		/* merge: .(goto)(0, 7, 6) */
		reached[0][7] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 60: // STATE 9 - stream.pml:135 - [((count>0))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][9] = 1;
		if (!((((int)((P0 *)_this)->count)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 61: // STATE 10 - wake.pml:32 - [ticket = room.signals] (0:0:1 - 1)
		IfNotBlocked
		reached[0][10] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->ticket);
		((P0 *)_this)->ticket = ((int)now.room.signals);
#ifdef VAR_RANGES
		logval("Capture:ticket", ((int)((P0 *)_this)->ticket));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 62: // STATE 11 - memory.pml:24 - [known.samples = ( ((known.samples>room.clock.samples)) -> (known.samples) : (room.clock.samples) )] (0:70:3 - 1)
		IfNotBlocked
		reached[0][11] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->known.samples);
		((P0 *)_this)->known.samples = ( ((((int)((P0 *)_this)->known.samples)>((int)now.room.clock.samples))) ? (((int)((P0 *)_this)->known.samples)) : (((int)now.room.clock.samples)) );
#ifdef VAR_RANGES
		logval("Capture:known.samples", ((int)((P0 *)_this)->known.samples));
#endif
		;
		/* merge: known.samplesAt = ( ((known.samplesAt>room.clock.samplesAt)) -> (known.samplesAt) : (room.clock.samplesAt) )(70, 12, 70) */
		reached[0][12] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->known.samplesAt);
		((P0 *)_this)->known.samplesAt = ( ((((int)((P0 *)_this)->known.samplesAt)>((int)now.room.clock.samplesAt))) ? (((int)((P0 *)_this)->known.samplesAt)) : (((int)now.room.clock.samplesAt)) );
#ifdef VAR_RANGES
		logval("Capture:known.samplesAt", ((int)((P0 *)_this)->known.samplesAt));
#endif
		;
		/* merge: known.finished = (known.finished|room.clock.finished)(70, 13, 70) */
		reached[0][13] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->known.finished);
		((P0 *)_this)->known.finished = (((int)((P0 *)_this)->known.finished)|((int)now.room.clock.finished));
#ifdef VAR_RANGES
		logval("Capture:known.finished", ((int)((P0 *)_this)->known.finished));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 63: // STATE 17 - ring.pml:51 - [position = mine.samplesAt] (0:0:1 - 1)
		IfNotBlocked
		reached[0][17] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->position);
		((P0 *)_this)->position = ((int)((P0 *)_this)->mine.samplesAt);
#ifdef VAR_RANGES
		logval("Capture:position", ((int)((P0 *)_this)->position));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 64: // STATE 18 - ring.pml:54 - [(((2-(position-readSeen))<count))] (0:0:1 - 1)
		IfNotBlocked
		reached[0][18] = 1;
		if (!(((2-(((int)((P0 *)_this)->position)-((int)((P0 *)_this)->readSeen)))<((int)((P0 *)_this)->count))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: readSeen */  (trpt+1)->bup.oval = ((P0 *)_this)->readSeen;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->readSeen = 0;
		_m = 3; goto P999; /* 0 */
	case 65: // STATE 19 - memory.pml:56 - [readSeen = known.samplesAt] (0:0:1 - 1)
		IfNotBlocked
		reached[0][19] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->readSeen);
		((P0 *)_this)->readSeen = ((int)((P0 *)_this)->known.samplesAt);
#ifdef VAR_RANGES
		logval("Capture:readSeen", ((int)((P0 *)_this)->readSeen));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 66: // STATE 20 - memory.pml:58 - [(((readSeen==0)||samples.read.stored[readSeen]))] (34:0:1 - 1)
		IfNotBlocked
		reached[0][20] = 1;
		if (!(((((int)((P0 *)_this)->readSeen)==0)||((int)now.samples.read.stored[ Index(((int)((P0 *)_this)->readSeen), 8) ]))))
			continue;
		/* merge: goto :b3(34, 21, 34) */
		reached[0][21] = 1;
		;
		/* merge: known.samplesAt = readSeen(34, 27, 34) */
		reached[0][27] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->known.samplesAt);
		((P0 *)_this)->known.samplesAt = ((int)((P0 *)_this)->readSeen);
#ifdef VAR_RANGES
		logval("Capture:known.samplesAt", ((int)((P0 *)_this)->known.samplesAt));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 67: // STATE 22 - memory.pml:59 - [((readSeen<samples.read.newest))] (24:0:1 - 1)
		IfNotBlocked
		reached[0][22] = 1;
		if (!((((int)((P0 *)_this)->readSeen)<((int)now.samples.read.newest))))
			continue;
		/* merge: readSeen = (readSeen+1)(0, 23, 24) */
		reached[0][23] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->readSeen);
		((P0 *)_this)->readSeen = (((int)((P0 *)_this)->readSeen)+1);
#ifdef VAR_RANGES
		logval("Capture:readSeen", ((int)((P0 *)_this)->readSeen));
#endif
		;
		/* merge: .(goto)(0, 25, 24) */
		reached[0][25] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 68: // STATE 27 - memory.pml:61 - [known.samplesAt = readSeen] (0:34:1 - 3)
		IfNotBlocked
		reached[0][27] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->known.samplesAt);
		((P0 *)_this)->known.samplesAt = ((int)((P0 *)_this)->readSeen);
#ifdef VAR_RANGES
		logval("Capture:known.samplesAt", ((int)((P0 *)_this)->known.samplesAt));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 69: // STATE 28 - memory.pml:63 - [((1&&(readSeen>0)))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][28] = 1;
		if (!((1&&(((int)((P0 *)_this)->readSeen)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 70: // STATE 29 - memory.pml:24 - [known.samples = ( ((known.samples>samples.read.clock[readSeen].samples)) -> (known.samples) : (samples.read.clock[readSeen].samples) )] (0:53:5 - 1)
		IfNotBlocked
		reached[0][29] = 1;
		(trpt+1)->bup.ovals = grab_ints(5);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->known.samples);
		((P0 *)_this)->known.samples = ( ((((int)((P0 *)_this)->known.samples)>((int)now.samples.read.clock[ Index(((int)((P0 *)_this)->readSeen), 8) ].samples))) ? (((int)((P0 *)_this)->known.samples)) : (((int)now.samples.read.clock[ Index(((int)((P0 *)_this)->readSeen), 8) ].samples)) );
#ifdef VAR_RANGES
		logval("Capture:known.samples", ((int)((P0 *)_this)->known.samples));
#endif
		;
		/* merge: known.samplesAt = ( ((known.samplesAt>samples.read.clock[readSeen].samplesAt)) -> (known.samplesAt) : (samples.read.clock[readSeen].samplesAt) )(53, 30, 53) */
		reached[0][30] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->known.samplesAt);
		((P0 *)_this)->known.samplesAt = ( ((((int)((P0 *)_this)->known.samplesAt)>((int)now.samples.read.clock[ Index(((int)((P0 *)_this)->readSeen), 8) ].samplesAt))) ? (((int)((P0 *)_this)->known.samplesAt)) : (((int)now.samples.read.clock[ Index(((int)((P0 *)_this)->readSeen), 8) ].samplesAt)) );
#ifdef VAR_RANGES
		logval("Capture:known.samplesAt", ((int)((P0 *)_this)->known.samplesAt));
#endif
		;
		/* merge: known.finished = (known.finished|samples.read.clock[readSeen].finished)(53, 31, 53) */
		reached[0][31] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->known.finished);
		((P0 *)_this)->known.finished = (((int)((P0 *)_this)->known.finished)|((int)now.samples.read.clock[ Index(((int)((P0 *)_this)->readSeen), 8) ].finished));
#ifdef VAR_RANGES
		logval("Capture:known.finished", ((int)((P0 *)_this)->known.finished));
#endif
		;
		/* merge: .(goto)(53, 35, 53) */
		reached[0][35] = 1;
		;
		/* merge: .(goto)(53, 40, 53) */
		reached[0][40] = 1;
		;
		/* merge: accepted = ( ((count<(2-(position-readSeen)))) -> (count) : ((2-(position-readSeen))) )(53, 41, 53) */
		reached[0][41] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P0 *)_this)->accepted);
		((P0 *)_this)->accepted = ( ((((int)((P0 *)_this)->count)<(2-(((int)((P0 *)_this)->position)-((int)((P0 *)_this)->readSeen))))) ? (((int)((P0 *)_this)->count)) : ((2-(((int)((P0 *)_this)->position)-((int)((P0 *)_this)->readSeen)))) );
#ifdef VAR_RANGES
		logval("Capture:accepted", ((int)((P0 *)_this)->accepted));
#endif
		;
		/* merge: offset = 0(53, 42, 53) */
		reached[0][42] = 1;
		(trpt+1)->bup.ovals[4] = ((int)((P0 *)_this)->offset);
		((P0 *)_this)->offset = 0;
#ifdef VAR_RANGES
		logval("Capture:offset", ((int)((P0 *)_this)->offset));
#endif
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[0][54] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 71: // STATE 35 - memory.pml:66 - [.(goto)] (0:53:2 - 2)
		IfNotBlocked
		reached[0][35] = 1;
		;
		/* merge: .(goto)(53, 40, 53) */
		reached[0][40] = 1;
		;
		/* merge: accepted = ( ((count<(2-(position-readSeen)))) -> (count) : ((2-(position-readSeen))) )(53, 41, 53) */
		reached[0][41] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->accepted);
		((P0 *)_this)->accepted = ( ((((int)((P0 *)_this)->count)<(2-(((int)((P0 *)_this)->position)-((int)((P0 *)_this)->readSeen))))) ? (((int)((P0 *)_this)->count)) : ((2-(((int)((P0 *)_this)->position)-((int)((P0 *)_this)->readSeen)))) );
#ifdef VAR_RANGES
		logval("Capture:accepted", ((int)((P0 *)_this)->accepted));
#endif
		;
		/* merge: offset = 0(53, 42, 53) */
		reached[0][42] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->offset);
		((P0 *)_this)->offset = 0;
#ifdef VAR_RANGES
		logval("Capture:offset", ((int)((P0 *)_this)->offset));
#endif
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[0][54] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 72: // STATE 41 - ring.pml:58 - [accepted = ( ((count<(2-(position-readSeen)))) -> (count) : ((2-(position-readSeen))) )] (0:53:2 - 3)
		IfNotBlocked
		reached[0][41] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->accepted);
		((P0 *)_this)->accepted = ( ((((int)((P0 *)_this)->count)<(2-(((int)((P0 *)_this)->position)-((int)((P0 *)_this)->readSeen))))) ? (((int)((P0 *)_this)->count)) : ((2-(((int)((P0 *)_this)->position)-((int)((P0 *)_this)->readSeen)))) );
#ifdef VAR_RANGES
		logval("Capture:accepted", ((int)((P0 *)_this)->accepted));
#endif
		;
		/* merge: offset = 0(53, 42, 53) */
		reached[0][42] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->offset);
		((P0 *)_this)->offset = 0;
#ifdef VAR_RANGES
		logval("Capture:offset", ((int)((P0 *)_this)->offset));
#endif
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[0][54] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 73: // STATE 43 - ring.pml:68 - [((offset<accepted))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][43] = 1;
		if (!((((int)((P0 *)_this)->offset)<((int)((P0 *)_this)->accepted))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 74: // STATE 44 - ring.pml:70 - [index = ( ((((position%2)+offset)<2)) -> (((position%2)+offset)) : ((((position%2)+offset)-2)) )] (0:53:4 - 1)
		IfNotBlocked
		reached[0][44] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->index);
		((P0 *)_this)->index = ( ((((((int)((P0 *)_this)->position)%2)+((int)((P0 *)_this)->offset))<2)) ? (((((int)((P0 *)_this)->position)%2)+((int)((P0 *)_this)->offset))) : ((((((int)((P0 *)_this)->position)%2)+((int)((P0 *)_this)->offset))-2)) );
#ifdef VAR_RANGES
		logval("Capture:index", ((int)((P0 *)_this)->index));
#endif
		;
		/* merge: assert((index<2))(53, 45, 53) */
		reached[0][45] = 1;
		spin_assert((((int)((P0 *)_this)->index)<2), "(index<2)", II, tt, t);
		/* merge: assert(((known.samples+2)>(position+offset)))(53, 46, 53) */
		reached[0][46] = 1;
		spin_assert(((((int)((P0 *)_this)->known.samples)+2)>(((int)((P0 *)_this)->position)+((int)((P0 *)_this)->offset))), "((known.samples+2)>(position+offset))", II, tt, t);
		/* merge: samples.slot[index] = (sent+offset)(53, 47, 53) */
		reached[0][47] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.samples.slot[ Index(((int)((P0 *)_this)->index), 2) ]);
		now.samples.slot[ Index(((P0 *)_this)->index, 2) ] = (((int)((P0 *)_this)->sent)+((int)((P0 *)_this)->offset));
#ifdef VAR_RANGES
		logval("samples.slot[Capture:index]", ((int)now.samples.slot[ Index(((int)((P0 *)_this)->index), 2) ]));
#endif
		;
		/* merge: mine.samples = (mine.samples+1)(53, 48, 53) */
		reached[0][48] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->mine.samples);
		((P0 *)_this)->mine.samples = (((int)((P0 *)_this)->mine.samples)+1);
#ifdef VAR_RANGES
		logval("Capture:mine.samples", ((int)((P0 *)_this)->mine.samples));
#endif
		;
		/* merge: offset = (offset+1)(53, 49, 53) */
		reached[0][49] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P0 *)_this)->offset);
		((P0 *)_this)->offset = (((int)((P0 *)_this)->offset)+1);
#ifdef VAR_RANGES
		logval("Capture:offset", ((int)((P0 *)_this)->offset));
#endif
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[0][54] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 75: // STATE 56 - memory.pml:43 - [mine.samplesAt = (position+accepted)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][56] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->mine.samplesAt);
		((P0 *)_this)->mine.samplesAt = (((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted));
#ifdef VAR_RANGES
		logval("Capture:mine.samplesAt", ((int)((P0 *)_this)->mine.samplesAt));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 76: // STATE 57 - memory.pml:45 - [((!(samples.written.stored[(position+accepted)])&&1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][57] = 1;
		if (!(( !(((int)now.samples.written.stored[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ]))&&1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 77: // STATE 58 - memory.pml:24 - [samples.written.clock[(position+accepted)].samples = ( ((samples.written.clock[(position+accepted)].samples>mine.samples)) -> (samples.written.clock[(position+accepted)].samples) : (mine.samples) )] (0:87:8 - 1)
		IfNotBlocked
		reached[0][58] = 1;
		(trpt+1)->bup.ovals = grab_ints(8);
		(trpt+1)->bup.ovals[0] = ((int)now.samples.written.clock[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ].samples);
		now.samples.written.clock[ Index((((P0 *)_this)->position+((P0 *)_this)->accepted), 8) ].samples = ( ((((int)now.samples.written.clock[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ].samples)>((int)((P0 *)_this)->mine.samples))) ? (((int)now.samples.written.clock[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ].samples)) : (((int)((P0 *)_this)->mine.samples)) );
#ifdef VAR_RANGES
		logval("samples.written.clock[(Capture:position+Capture:accepted)].samples", ((int)now.samples.written.clock[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ].samples));
#endif
		;
		/* merge: samples.written.clock[(position+accepted)].samplesAt = ( ((samples.written.clock[(position+accepted)].samplesAt>mine.samplesAt)) -> (samples.written.clock[(position+accepted)].samplesAt) : (mine.samplesAt) )(87, 59, 87) */
		reached[0][59] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.samples.written.clock[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ].samplesAt);
		now.samples.written.clock[ Index((((P0 *)_this)->position+((P0 *)_this)->accepted), 8) ].samplesAt = ( ((((int)now.samples.written.clock[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ].samplesAt)>((int)((P0 *)_this)->mine.samplesAt))) ? (((int)now.samples.written.clock[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ].samplesAt)) : (((int)((P0 *)_this)->mine.samplesAt)) );
#ifdef VAR_RANGES
		logval("samples.written.clock[(Capture:position+Capture:accepted)].samplesAt", ((int)now.samples.written.clock[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ].samplesAt));
#endif
		;
		/* merge: samples.written.clock[(position+accepted)].finished = (samples.written.clock[(position+accepted)].finished|mine.finished)(87, 60, 87) */
		reached[0][60] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.samples.written.clock[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ].finished);
		now.samples.written.clock[ Index((((P0 *)_this)->position+((P0 *)_this)->accepted), 8) ].finished = (((int)now.samples.written.clock[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ].finished)|((int)((P0 *)_this)->mine.finished));
#ifdef VAR_RANGES
		logval("samples.written.clock[(Capture:position+Capture:accepted)].finished", ((int)now.samples.written.clock[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ].finished));
#endif
		;
		/* merge: .(goto)(87, 64, 87) */
		reached[0][64] = 1;
		;
		/* merge: samples.written.stored[(position+accepted)] = 1(87, 65, 87) */
		reached[0][65] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.samples.written.stored[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ]);
		now.samples.written.stored[ Index((((P0 *)_this)->position+((P0 *)_this)->accepted), 8) ] = 1;
#ifdef VAR_RANGES
		logval("samples.written.stored[(Capture:position+Capture:accepted)]", ((int)now.samples.written.stored[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ]));
#endif
		;
		/* merge: samples.written.newest = (position+accepted)(87, 66, 87) */
		reached[0][66] = 1;
		(trpt+1)->bup.ovals[4] = ((int)now.samples.written.newest);
		now.samples.written.newest = (((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted));
#ifdef VAR_RANGES
		logval("samples.written.newest", ((int)now.samples.written.newest));
#endif
		;
		/* merge: offset = 0(87, 69, 87) */
		reached[0][69] = 1;
		(trpt+1)->bup.ovals[5] = ((int)((P0 *)_this)->offset);
		((P0 *)_this)->offset = 0;
#ifdef VAR_RANGES
		logval("Capture:offset", ((int)((P0 *)_this)->offset));
#endif
		;
		/* merge: sent = (sent+accepted)(87, 71, 87) */
		reached[0][71] = 1;
		(trpt+1)->bup.ovals[6] = ((int)((P0 *)_this)->sent);
		((P0 *)_this)->sent = (((int)((P0 *)_this)->sent)+((int)((P0 *)_this)->accepted));
#ifdef VAR_RANGES
		logval("Capture:sent", ((int)((P0 *)_this)->sent));
#endif
		;
		/* merge: count = (count-accepted)(87, 72, 87) */
		reached[0][72] = 1;
		(trpt+1)->bup.ovals[7] = ((int)((P0 *)_this)->count);
		((P0 *)_this)->count = (((int)((P0 *)_this)->count)-((int)((P0 *)_this)->accepted));
#ifdef VAR_RANGES
		logval("Capture:count", ((int)((P0 *)_this)->count));
#endif
		;
		_m = 3; goto P999; /* 8 */
	case 78: // STATE 65 - memory.pml:48 - [samples.written.stored[(position+accepted)] = 1] (0:87:5 - 3)
		IfNotBlocked
		reached[0][65] = 1;
		(trpt+1)->bup.ovals = grab_ints(5);
		(trpt+1)->bup.ovals[0] = ((int)now.samples.written.stored[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ]);
		now.samples.written.stored[ Index((((P0 *)_this)->position+((P0 *)_this)->accepted), 8) ] = 1;
#ifdef VAR_RANGES
		logval("samples.written.stored[(Capture:position+Capture:accepted)]", ((int)now.samples.written.stored[ Index((((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted)), 8) ]));
#endif
		;
		/* merge: samples.written.newest = (position+accepted)(87, 66, 87) */
		reached[0][66] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.samples.written.newest);
		now.samples.written.newest = (((int)((P0 *)_this)->position)+((int)((P0 *)_this)->accepted));
#ifdef VAR_RANGES
		logval("samples.written.newest", ((int)now.samples.written.newest));
#endif
		;
		/* merge: offset = 0(87, 69, 87) */
		reached[0][69] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->offset);
		((P0 *)_this)->offset = 0;
#ifdef VAR_RANGES
		logval("Capture:offset", ((int)((P0 *)_this)->offset));
#endif
		;
		/* merge: sent = (sent+accepted)(87, 71, 87) */
		reached[0][71] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P0 *)_this)->sent);
		((P0 *)_this)->sent = (((int)((P0 *)_this)->sent)+((int)((P0 *)_this)->accepted));
#ifdef VAR_RANGES
		logval("Capture:sent", ((int)((P0 *)_this)->sent));
#endif
		;
		/* merge: count = (count-accepted)(87, 72, 87) */
		reached[0][72] = 1;
		(trpt+1)->bup.ovals[4] = ((int)((P0 *)_this)->count);
		((P0 *)_this)->count = (((int)((P0 *)_this)->count)-((int)((P0 *)_this)->accepted));
#ifdef VAR_RANGES
		logval("Capture:count", ((int)((P0 *)_this)->count));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 79: // STATE 73 - wake.pml:21 - [analysis.signals = (analysis.signals+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][73] = 1;
		(trpt+1)->bup.oval = ((int)now.analysis.signals);
		now.analysis.signals = (((int)now.analysis.signals)+1);
#ifdef VAR_RANGES
		logval("analysis.signals", ((int)now.analysis.signals));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 80: // STATE 74 - memory.pml:24 - [analysis.clock.samples = ( ((analysis.clock.samples>mine.samples)) -> (analysis.clock.samples) : (mine.samples) )] (0:79:3 - 1)
		IfNotBlocked
		reached[0][74] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.analysis.clock.samples);
		now.analysis.clock.samples = ( ((((int)now.analysis.clock.samples)>((int)((P0 *)_this)->mine.samples))) ? (((int)now.analysis.clock.samples)) : (((int)((P0 *)_this)->mine.samples)) );
#ifdef VAR_RANGES
		logval("analysis.clock.samples", ((int)now.analysis.clock.samples));
#endif
		;
		/* merge: analysis.clock.samplesAt = ( ((analysis.clock.samplesAt>mine.samplesAt)) -> (analysis.clock.samplesAt) : (mine.samplesAt) )(79, 75, 79) */
		reached[0][75] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.analysis.clock.samplesAt);
		now.analysis.clock.samplesAt = ( ((((int)now.analysis.clock.samplesAt)>((int)((P0 *)_this)->mine.samplesAt))) ? (((int)now.analysis.clock.samplesAt)) : (((int)((P0 *)_this)->mine.samplesAt)) );
#ifdef VAR_RANGES
		logval("analysis.clock.samplesAt", ((int)now.analysis.clock.samplesAt));
#endif
		;
		/* merge: analysis.clock.finished = (analysis.clock.finished|mine.finished)(79, 76, 79) */
		reached[0][76] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.analysis.clock.finished);
		now.analysis.clock.finished = (((int)now.analysis.clock.finished)|((int)((P0 *)_this)->mine.finished));
#ifdef VAR_RANGES
		logval("analysis.clock.finished", ((int)now.analysis.clock.finished));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 81: // STATE 79 - wake.pml:22 - [isSomeoneAsleep = (analysis.sleepers>0)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][79] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->isSomeoneAsleep);
		((P0 *)_this)->isSomeoneAsleep = (((int)now.analysis.sleepers)>0);
#ifdef VAR_RANGES
		logval("Capture:isSomeoneAsleep", ((int)((P0 *)_this)->isSomeoneAsleep));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 82: // STATE 80 - wake.pml:25 - [(isSomeoneAsleep)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][80] = 1;
		if (!(((int)((P0 *)_this)->isSomeoneAsleep)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: isSomeoneAsleep */  (trpt+1)->bup.oval = ((P0 *)_this)->isSomeoneAsleep;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->isSomeoneAsleep = 0;
		_m = 3; goto P999; /* 0 */
	case 83: // STATE 81 - wake.pml:25 - [analysis.asleep = 0] (0:102:2 - 1)
		IfNotBlocked
		reached[0][81] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.analysis.asleep);
		now.analysis.asleep = 0;
#ifdef VAR_RANGES
		logval("analysis.asleep", ((int)now.analysis.asleep));
#endif
		;
		/* merge: isSomeoneAsleep = 0(102, 82, 102) */
		reached[0][82] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->isSomeoneAsleep);
		((P0 *)_this)->isSomeoneAsleep = 0;
#ifdef VAR_RANGES
		logval("Capture:isSomeoneAsleep", ((int)((P0 *)_this)->isSomeoneAsleep));
#endif
		;
		/* merge: .(goto)(0, 86, 102) */
		reached[0][86] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 84: // STATE 88 - stream.pml:151 - [((accepted==0))] (0:0:1 - 1)
		IfNotBlocked
		reached[0][88] = 1;
		if (!((((int)((P0 *)_this)->accepted)==0)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: accepted */  (trpt+1)->bup.oval = ((P0 *)_this)->accepted;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->accepted = 0;
		_m = 3; goto P999; /* 0 */
	case 85: // STATE 89 - wake.pml:40 - [room.sleepers = (room.sleepers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][89] = 1;
		(trpt+1)->bup.oval = ((int)now.room.sleepers);
		now.room.sleepers = (((int)now.room.sleepers)+1);
#ifdef VAR_RANGES
		logval("room.sleepers", ((int)now.room.sleepers));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 86: // STATE 90 - wake.pml:46 - [((room.signals==ticket))] (98:0:2 - 1)
		IfNotBlocked
		reached[0][90] = 1;
		if (!((((int)now.room.signals)==((int)((P0 *)_this)->ticket))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: ticket */  (trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((P0 *)_this)->ticket;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->ticket = 0;
		/* merge: room.asleep = 1(98, 91, 98) */
		reached[0][91] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.room.asleep);
		now.room.asleep = 1;
#ifdef VAR_RANGES
		logval("room.asleep", ((int)now.room.asleep));
#endif
		;
		/* merge: .(goto)(98, 96, 98) */
		reached[0][96] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 87: // STATE 96 - wake.pml:51 - [.(goto)] (0:98:0 - 3)
		IfNotBlocked
		reached[0][96] = 1;
		;
		_m = 3; goto P999; /* 0 */
	case 88: // STATE 92 - wake.pml:47 - [((room.signals!=ticket))] (98:0:1 - 1)
		IfNotBlocked
		reached[0][92] = 1;
		if (!((((int)now.room.signals)!=((int)((P0 *)_this)->ticket))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: ticket */  (trpt+1)->bup.oval = ((P0 *)_this)->ticket;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->ticket = 0;
		/* merge: .(goto)(98, 96, 98) */
		reached[0][96] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 89: // STATE 93 - wake.pml:49 - [((earlyReturns>0))] (98:0:1 - 1)
		IfNotBlocked
		reached[0][93] = 1;
		if (!((((int)now.earlyReturns)>0)))
			continue;
		/* merge: earlyReturns = (earlyReturns-1)(98, 94, 98) */
		reached[0][94] = 1;
		(trpt+1)->bup.oval = ((int)now.earlyReturns);
		now.earlyReturns = (((int)now.earlyReturns)-1);
#ifdef VAR_RANGES
		logval("earlyReturns", ((int)now.earlyReturns));
#endif
		;
		/* merge: .(goto)(98, 96, 98) */
		reached[0][96] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 90: // STATE 98 - wake.pml:52 - [(!(room.asleep))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][98] = 1;
		if (!( !(((int)now.room.asleep))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 91: // STATE 99 - wake.pml:53 - [room.sleepers = (room.sleepers-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][99] = 1;
		(trpt+1)->bup.oval = ((int)now.room.sleepers);
		now.room.sleepers = (((int)now.room.sleepers)-1);
#ifdef VAR_RANGES
		logval("room.sleepers", ((int)now.room.sleepers));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 92: // STATE 114 - stream.pml:45 - [mine.finished = 1] (0:119:2 - 1)
		IfNotBlocked
		reached[0][114] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->mine.finished);
		((P0 *)_this)->mine.finished = 1;
#ifdef VAR_RANGES
		logval("Capture:mine.finished", ((int)((P0 *)_this)->mine.finished));
#endif
		;
		/* merge: isOver = 1(119, 115, 119) */
		reached[0][115] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.isOver);
		now.isOver = 1;
#ifdef VAR_RANGES
		logval("isOver", ((int)now.isOver));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 93: // STATE 116 - memory.pml:24 - [finishedClock.samples = ( ((finishedClock.samples>mine.samples)) -> (finishedClock.samples) : (mine.samples) )] (0:136:3 - 1)
		IfNotBlocked
		reached[0][116] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.finishedClock.samples);
		now.finishedClock.samples = ( ((((int)now.finishedClock.samples)>((int)((P0 *)_this)->mine.samples))) ? (((int)now.finishedClock.samples)) : (((int)((P0 *)_this)->mine.samples)) );
#ifdef VAR_RANGES
		logval("finishedClock.samples", ((int)now.finishedClock.samples));
#endif
		;
		/* merge: finishedClock.samplesAt = ( ((finishedClock.samplesAt>mine.samplesAt)) -> (finishedClock.samplesAt) : (mine.samplesAt) )(136, 117, 136) */
		reached[0][117] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.finishedClock.samplesAt);
		now.finishedClock.samplesAt = ( ((((int)now.finishedClock.samplesAt)>((int)((P0 *)_this)->mine.samplesAt))) ? (((int)now.finishedClock.samplesAt)) : (((int)((P0 *)_this)->mine.samplesAt)) );
#ifdef VAR_RANGES
		logval("finishedClock.samplesAt", ((int)now.finishedClock.samplesAt));
#endif
		;
		/* merge: finishedClock.finished = (finishedClock.finished|mine.finished)(136, 118, 136) */
		reached[0][118] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.finishedClock.finished);
		now.finishedClock.finished = (((int)now.finishedClock.finished)|((int)((P0 *)_this)->mine.finished));
#ifdef VAR_RANGES
		logval("finishedClock.finished", ((int)now.finishedClock.finished));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 94: // STATE 122 - wake.pml:21 - [analysis.signals = (analysis.signals+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][122] = 1;
		(trpt+1)->bup.oval = ((int)now.analysis.signals);
		now.analysis.signals = (((int)now.analysis.signals)+1);
#ifdef VAR_RANGES
		logval("analysis.signals", ((int)now.analysis.signals));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 95: // STATE 123 - memory.pml:24 - [analysis.clock.samples = ( ((analysis.clock.samples>mine.samples)) -> (analysis.clock.samples) : (mine.samples) )] (0:128:3 - 1)
		IfNotBlocked
		reached[0][123] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.analysis.clock.samples);
		now.analysis.clock.samples = ( ((((int)now.analysis.clock.samples)>((int)((P0 *)_this)->mine.samples))) ? (((int)now.analysis.clock.samples)) : (((int)((P0 *)_this)->mine.samples)) );
#ifdef VAR_RANGES
		logval("analysis.clock.samples", ((int)now.analysis.clock.samples));
#endif
		;
		/* merge: analysis.clock.samplesAt = ( ((analysis.clock.samplesAt>mine.samplesAt)) -> (analysis.clock.samplesAt) : (mine.samplesAt) )(128, 124, 128) */
		reached[0][124] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.analysis.clock.samplesAt);
		now.analysis.clock.samplesAt = ( ((((int)now.analysis.clock.samplesAt)>((int)((P0 *)_this)->mine.samplesAt))) ? (((int)now.analysis.clock.samplesAt)) : (((int)((P0 *)_this)->mine.samplesAt)) );
#ifdef VAR_RANGES
		logval("analysis.clock.samplesAt", ((int)now.analysis.clock.samplesAt));
#endif
		;
		/* merge: analysis.clock.finished = (analysis.clock.finished|mine.finished)(128, 125, 128) */
		reached[0][125] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.analysis.clock.finished);
		now.analysis.clock.finished = (((int)now.analysis.clock.finished)|((int)((P0 *)_this)->mine.finished));
#ifdef VAR_RANGES
		logval("analysis.clock.finished", ((int)now.analysis.clock.finished));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 96: // STATE 128 - wake.pml:22 - [isSomeoneAsleep = (analysis.sleepers>0)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][128] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->isSomeoneAsleep);
		((P0 *)_this)->isSomeoneAsleep = (((int)now.analysis.sleepers)>0);
#ifdef VAR_RANGES
		logval("Capture:isSomeoneAsleep", ((int)((P0 *)_this)->isSomeoneAsleep));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 97: // STATE 129 - wake.pml:25 - [(isSomeoneAsleep)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][129] = 1;
		if (!(((int)((P0 *)_this)->isSomeoneAsleep)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: isSomeoneAsleep */  (trpt+1)->bup.oval = ((P0 *)_this)->isSomeoneAsleep;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->isSomeoneAsleep = 0;
		_m = 3; goto P999; /* 0 */
	case 98: // STATE 130 - wake.pml:25 - [analysis.asleep = 0] (0:137:2 - 1)
		IfNotBlocked
		reached[0][130] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.analysis.asleep);
		now.analysis.asleep = 0;
#ifdef VAR_RANGES
		logval("analysis.asleep", ((int)now.analysis.asleep));
#endif
		;
		/* merge: isSomeoneAsleep = 0(137, 131, 137) */
		reached[0][131] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->isSomeoneAsleep);
		((P0 *)_this)->isSomeoneAsleep = 0;
#ifdef VAR_RANGES
		logval("Capture:isSomeoneAsleep", ((int)((P0 *)_this)->isSomeoneAsleep));
#endif
		;
		/* merge: .(goto)(0, 135, 137) */
		reached[0][135] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 99: // STATE 137 - stream.pml:179 - [samplesWritten = mine.samples] (0:0:1 - 3)
		IfNotBlocked
		reached[0][137] = 1;
		(trpt+1)->bup.oval = ((int)now.samplesWritten);
		now.samplesWritten = ((int)((P0 *)_this)->mine.samples);
#ifdef VAR_RANGES
		logval("samplesWritten", ((int)now.samplesWritten));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 100: // STATE 138 - stream.pml:65 - [owners = (owners-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][138] = 1;
		(trpt+1)->bup.oval = ((int)now.owners);
		now.owners = (((int)now.owners)-1);
#ifdef VAR_RANGES
		logval("owners", ((int)now.owners));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 101: // STATE 139 - stream.pml:68 - [((owners==1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][139] = 1;
		if (!((((int)now.owners)==1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 102: // STATE 140 - memory.pml:24 - [ownersClock.samples = ( ((ownersClock.samples>mine.samples)) -> (ownersClock.samples) : (mine.samples) )] (0:154:3 - 1)
		IfNotBlocked
		reached[0][140] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.ownersClock.samples);
		now.ownersClock.samples = ( ((((int)now.ownersClock.samples)>((int)((P0 *)_this)->mine.samples))) ? (((int)now.ownersClock.samples)) : (((int)((P0 *)_this)->mine.samples)) );
#ifdef VAR_RANGES
		logval("ownersClock.samples", ((int)now.ownersClock.samples));
#endif
		;
		/* merge: ownersClock.samplesAt = ( ((ownersClock.samplesAt>mine.samplesAt)) -> (ownersClock.samplesAt) : (mine.samplesAt) )(154, 141, 154) */
		reached[0][141] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.ownersClock.samplesAt);
		now.ownersClock.samplesAt = ( ((((int)now.ownersClock.samplesAt)>((int)((P0 *)_this)->mine.samplesAt))) ? (((int)now.ownersClock.samplesAt)) : (((int)((P0 *)_this)->mine.samplesAt)) );
#ifdef VAR_RANGES
		logval("ownersClock.samplesAt", ((int)now.ownersClock.samplesAt));
#endif
		;
		/* merge: ownersClock.finished = (ownersClock.finished|mine.finished)(154, 142, 154) */
		reached[0][142] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.ownersClock.finished);
		now.ownersClock.finished = (((int)now.ownersClock.finished)|((int)((P0 *)_this)->mine.finished));
#ifdef VAR_RANGES
		logval("ownersClock.finished", ((int)now.ownersClock.finished));
#endif
		;
		/* merge: .(goto)(154, 150, 154) */
		reached[0][150] = 1;
		;
		/* merge: assert(((owners==1)||(known.samples==samplesRead)))(154, 151, 154) */
		reached[0][151] = 1;
		spin_assert(((((int)now.owners)==1)||(((int)((P0 *)_this)->known.samples)==((int)now.samplesRead))), "((owners==1)||(known.samples==samplesRead))", II, tt, t);
		_m = 3; goto P999; /* 4 */
	case 103: // STATE 150 - stream.pml:72 - [.(goto)] (0:154:0 - 2)
		IfNotBlocked
		reached[0][150] = 1;
		;
		/* merge: assert(((owners==1)||(known.samples==samplesRead)))(154, 151, 154) */
		reached[0][151] = 1;
		spin_assert(((((int)now.owners)==1)||(((int)((P0 *)_this)->known.samples)==((int)now.samplesRead))), "((owners==1)||(known.samples==samplesRead))", II, tt, t);
		_m = 3; goto P999; /* 1 */
	case 104: // STATE 145 - memory.pml:24 - [known.samples = ( ((known.samples>ownersClock.samples)) -> (known.samples) : (ownersClock.samples) )] (0:154:3 - 1)
		IfNotBlocked
		reached[0][145] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->known.samples);
		((P0 *)_this)->known.samples = ( ((((int)((P0 *)_this)->known.samples)>((int)now.ownersClock.samples))) ? (((int)((P0 *)_this)->known.samples)) : (((int)now.ownersClock.samples)) );
#ifdef VAR_RANGES
		logval("Capture:known.samples", ((int)((P0 *)_this)->known.samples));
#endif
		;
		/* merge: known.samplesAt = ( ((known.samplesAt>ownersClock.samplesAt)) -> (known.samplesAt) : (ownersClock.samplesAt) )(154, 146, 154) */
		reached[0][146] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->known.samplesAt);
		((P0 *)_this)->known.samplesAt = ( ((((int)((P0 *)_this)->known.samplesAt)>((int)now.ownersClock.samplesAt))) ? (((int)((P0 *)_this)->known.samplesAt)) : (((int)now.ownersClock.samplesAt)) );
#ifdef VAR_RANGES
		logval("Capture:known.samplesAt", ((int)((P0 *)_this)->known.samplesAt));
#endif
		;
		/* merge: known.finished = (known.finished|ownersClock.finished)(154, 147, 154) */
		reached[0][147] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->known.finished);
		((P0 *)_this)->known.finished = (((int)((P0 *)_this)->known.finished)|((int)now.ownersClock.finished));
#ifdef VAR_RANGES
		logval("Capture:known.finished", ((int)((P0 *)_this)->known.finished));
#endif
		;
		/* merge: .(goto)(154, 150, 154) */
		reached[0][150] = 1;
		;
		/* merge: assert(((owners==1)||(known.samples==samplesRead)))(154, 151, 154) */
		reached[0][151] = 1;
		spin_assert(((((int)now.owners)==1)||(((int)((P0 *)_this)->known.samples)==((int)now.samplesRead))), "((owners==1)||(known.samples==samplesRead))", II, tt, t);
		_m = 3; goto P999; /* 4 */
	case 105: // STATE 154 - stream.pml:181 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[0][154] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */
	case  _T5:	/* np_ */
		if (!((!(trpt->o_pm&4) && !(trpt->tau&128))))
			continue;
		/* else fall through */
	case  _T2:	/* true */
		_m = 3; goto P999;
#undef rand
	}

