#ifdef PEG
struct T_SRC {
	char *fl; int ln;
} T_SRC[NTRANS];

void
tr_2_src(int m, char *file, int ln)
{	T_SRC[m].fl = file;
	T_SRC[m].ln = ln;
}

void
putpeg(int n, int m)
{	printf("%5d	trans %4d ", m, n);
	printf("%s:%d\n",
		T_SRC[n].fl, T_SRC[n].ln);
}
#endif

void
settable(void)
{	Trans *T;
	Trans *settr(int, int, int, int, int, char *, int, int, int);

	trans = (Trans ***) emalloc(3*sizeof(Trans **));

	/* proctype 1: Analysis */

	trans[1] = (Trans **) emalloc(163*sizeof(Trans *));

	trans[1][143]	= settr(296,0,142,1,0,".(goto)", 0, 2, 0);
	T = trans[1][142] = settr(295,0,0,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(295,0,7,0,0,"DO", 0, 2, 0);
	T = trans[ 1][7] = settr(160,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(160,0,6,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 1][6] = settr(159,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(159,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[1][1]	= settr(154,2,5,3,3,"ticket = analysis.signals", 1, 2, 0);
	T = trans[ 1][5] = settr(158,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(158,0,2,0,0,"sub-sequence", 1, 2, 0);
	trans[1][2]	= settr(155,4,20,4,4,"known.samples = ( ((known.samples>analysis.clock.samples)) -> (known.samples) : (analysis.clock.samples) )", 1, 2, 0); /* m: 3 -> 0,20 */
	reached1[3] = 1;
	trans[1][3]	= settr(0,0,0,0,0,"known.samplesAt = ( ((known.samplesAt>analysis.clock.samplesAt)) -> (known.samplesAt) : (analysis.clock.samplesAt) )",0,0,0);
	trans[1][4]	= settr(0,0,0,0,0,"known.finished = (known.finished|analysis.clock.finished)",0,0,0);
	T = trans[ 1][20] = settr(173,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(173,0,19,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 1][19] = settr(172,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(172,2,17,0,0,"ATOMIC", 1, 2, 0);
	T = trans[1][17] = settr(170,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(170,2,8,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(170,2,15,0,0,"IF", 1, 2, 0);
	trans[1][8]	= settr(161,2,14,5,5,"(isOver)", 1, 2, 0); /* m: 9 -> 14,0 */
	reached1[9] = 1;
	trans[1][9]	= settr(0,0,0,0,0,"isLast = 1",0,0,0);
	trans[1][10]	= settr(0,0,0,0,0,"known.finished = 1",0,0,0);
	T = trans[ 1][14] = settr(167,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(167,0,11,0,0,"sub-sequence", 1, 2, 0);
	trans[1][11]	= settr(164,0,48,6,6,"known.samples = ( ((known.samples>finishedClock.samples)) -> (known.samples) : (finishedClock.samples) )", 1, 2, 0); /* m: 12 -> 0,48 */
	reached1[12] = 1;
	trans[1][12]	= settr(0,0,0,0,0,"known.samplesAt = ( ((known.samplesAt>finishedClock.samplesAt)) -> (known.samplesAt) : (finishedClock.samplesAt) )",0,0,0);
	trans[1][13]	= settr(0,0,0,0,0,"known.finished = (known.finished|finishedClock.finished)",0,0,0);
	trans[1][18]	= settr(171,0,48,7,7,".(goto)", 1, 2, 0); /* m: 21 -> 0,48 */
	reached1[21] = 1;
	trans[1][15]	= settr(168,0,48,8,8,"(!(known.finished))", 1, 2, 0); /* m: 16 -> 48,0 */
	reached1[16] = 1;
	trans[1][16]	= settr(0,0,0,0,0,"isLast = 0",0,0,0);
	trans[1][21]	= settr(0,0,0,0,0,"count = 0",0,0,0);
	T = trans[1][48] = settr(201,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(201,0,42,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(201,0,46,0,0,"IF", 0, 2, 0);
	T = trans[ 1][42] = settr(195,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(195,0,40,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 1][40] = settr(193,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(193,0,39,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 1][39] = settr(192,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(192,2,22,0,0,"ATOMIC", 1, 2, 0);
	trans[1][22]	= settr(175,2,27,9,9,"writtenSeen = known.samplesAt", 1, 2, 0);
	trans[1][28]	= settr(181,2,27,1,0,".(goto)", 1, 2, 0);
	T = trans[1][27] = settr(180,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(180,2,23,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(180,2,25,0,0,"DO", 1, 2, 0);
	trans[1][23]	= settr(176,2,37,10,10,"(((writtenSeen==0)||samples.written.stored[writtenSeen]))", 1, 2, 0); /* m: 30 -> 37,0 */
	reached1[30] = 1;
	trans[1][24]	= settr(177,2,30,1,0,"goto :b6", 1, 2, 0); /* m: 30 -> 0,37 */
	reached1[30] = 1;
	trans[1][25]	= settr(178,2,27,11,11,"((writtenSeen<samples.written.newest))", 1, 2, 0); /* m: 26 -> 27,0 */
	reached1[26] = 1;
	trans[1][26]	= settr(0,0,0,0,0,"writtenSeen = (writtenSeen+1)",0,0,0);
	trans[1][29]	= settr(182,2,30,1,0,"break", 1, 2, 0);
	trans[1][30]	= settr(183,2,37,12,12,"known.samplesAt = writtenSeen", 1, 2, 0);
	T = trans[1][37] = settr(190,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(190,2,31,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(190,2,36,0,0,"IF", 1, 2, 0);
	trans[1][31]	= settr(184,2,35,13,0,"((1&&(writtenSeen>0)))", 1, 2, 0);
	T = trans[ 1][35] = settr(188,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(188,0,32,0,0,"sub-sequence", 1, 2, 0);
	trans[1][32]	= settr(185,0,104,14,14,"known.samples = ( ((known.samples>samples.written.clock[writtenSeen].samples)) -> (known.samples) : (samples.written.clock[writtenSeen].samples) )", 1, 2, 0); /* m: 33 -> 0,104 */
	reached1[33] = 1;
	trans[1][33]	= settr(0,0,0,0,0,"known.samplesAt = ( ((known.samplesAt>samples.written.clock[writtenSeen].samplesAt)) -> (known.samplesAt) : (samples.written.clock[writtenSeen].samplesAt) )",0,0,0);
	trans[1][34]	= settr(0,0,0,0,0,"known.finished = (known.finished|samples.written.clock[writtenSeen].finished)",0,0,0);
	trans[1][38]	= settr(191,0,104,15,15,".(goto)", 1, 2, 0); /* m: 41 -> 0,104 */
	reached1[41] = 1;
	trans[1][36]	= settr(189,2,38,2,0,"else", 1, 2, 0);
	trans[1][41]	= settr(0,0,0,0,0,"waiting = (writtenSeen-mine.samplesAt)",0,0,0);
	trans[1][43]	= settr(0,0,0,0,0,"count = ( ((2<waiting)) -> (2) : (waiting) )",0,0,0);
	trans[1][49]	= settr(202,0,104,1,0,".(goto)", 0, 2, 0);
	T = trans[1][46] = settr(199,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(199,0,44,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(199,0,45,0,0,"IF", 0, 2, 0);
	trans[1][44]	= settr(197,0,104,16,16,"count = 1", 0, 2, 0);
	trans[1][47]	= settr(200,0,104,1,0,".(goto)", 0, 2, 0);
	trans[1][45]	= settr(198,0,104,17,17,"count = 2", 0, 2, 0);
	T = trans[ 1][104] = settr(257,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(257,0,50,0,0,"sub-sequence", 0, 2, 0);
	trans[1][50]	= settr(203,0,72,18,18,"position = mine.samplesAt", 0, 2, 0);
	T = trans[1][72] = settr(225,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(225,0,51,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(225,0,71,0,0,"IF", 0, 2, 0);
	trans[1][51]	= settr(204,0,70,19,19,"(((writtenSeen-position)<count))", 0, 2, 0);
	T = trans[ 1][70] = settr(223,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(223,0,69,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 1][69] = settr(222,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(222,2,52,0,0,"ATOMIC", 1, 2, 0);
	trans[1][52]	= settr(205,2,57,20,20,"writtenSeen = known.samplesAt", 1, 2, 0);
	trans[1][58]	= settr(211,2,57,1,0,".(goto)", 1, 2, 0);
	T = trans[1][57] = settr(210,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(210,2,53,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(210,2,55,0,0,"DO", 1, 2, 0);
	trans[1][53]	= settr(206,2,67,21,21,"(((writtenSeen==0)||samples.written.stored[writtenSeen]))", 1, 2, 0); /* m: 60 -> 67,0 */
	reached1[60] = 1;
	trans[1][54]	= settr(207,2,60,1,0,"goto :b7", 1, 2, 0); /* m: 60 -> 0,67 */
	reached1[60] = 1;
	trans[1][55]	= settr(208,2,57,22,22,"((writtenSeen<samples.written.newest))", 1, 2, 0); /* m: 56 -> 57,0 */
	reached1[56] = 1;
	trans[1][56]	= settr(0,0,0,0,0,"writtenSeen = (writtenSeen+1)",0,0,0);
	trans[1][59]	= settr(212,2,60,1,0,"break", 1, 2, 0);
	trans[1][60]	= settr(213,2,67,23,23,"known.samplesAt = writtenSeen", 1, 2, 0);
	T = trans[1][67] = settr(220,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(220,2,61,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(220,2,66,0,0,"IF", 1, 2, 0);
	trans[1][61]	= settr(214,2,65,24,0,"((1&&(writtenSeen>0)))", 1, 2, 0);
	T = trans[ 1][65] = settr(218,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(218,0,62,0,0,"sub-sequence", 1, 2, 0);
	trans[1][62]	= settr(215,0,87,25,25,"known.samples = ( ((known.samples>samples.written.clock[writtenSeen].samples)) -> (known.samples) : (samples.written.clock[writtenSeen].samples) )", 1, 2, 0); /* m: 63 -> 0,87 */
	reached1[63] = 1;
	trans[1][63]	= settr(0,0,0,0,0,"known.samplesAt = ( ((known.samplesAt>samples.written.clock[writtenSeen].samplesAt)) -> (known.samplesAt) : (samples.written.clock[writtenSeen].samplesAt) )",0,0,0);
	trans[1][64]	= settr(0,0,0,0,0,"known.finished = (known.finished|samples.written.clock[writtenSeen].finished)",0,0,0);
	trans[1][68]	= settr(221,0,87,26,26,".(goto)", 1, 2, 0); /* m: 74 -> 0,87 */
	reached1[74] = 1;
	trans[1][66]	= settr(219,2,68,2,0,"else", 1, 2, 0);
	trans[1][73]	= settr(226,0,74,1,0,".(goto)", 0, 2, 0); /* m: 74 -> 0,87 */
	reached1[74] = 1;
	trans[1][71]	= settr(224,0,74,2,0,"else", 0, 2, 0);
	trans[1][74]	= settr(227,0,87,27,27,"taken = ( ((count<(writtenSeen-position))) -> (count) : ((writtenSeen-position)) )", 0, 2, 0); /* m: 75 -> 0,87 */
	reached1[75] = 1;
	trans[1][75]	= settr(0,0,0,0,0,"offset = 0",0,0,0);
	trans[1][88]	= settr(241,0,87,1,0,".(goto)", 0, 2, 0);
	T = trans[1][87] = settr(240,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(240,0,76,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(240,0,85,0,0,"DO", 0, 2, 0);
	trans[1][76]	= settr(229,0,84,28,0,"((offset<taken))", 0, 2, 0);
	T = trans[ 1][84] = settr(237,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(237,2,77,0,0,"ATOMIC", 1, 2, 0);
	trans[1][77]	= settr(230,0,87,29,29,"index = ( ((((position%2)+offset)<2)) -> (((position%2)+offset)) : ((((position%2)+offset)-2)) )", 1, 2, 0); /* m: 78 -> 0,87 */
	reached1[78] = 1;
	trans[1][78]	= settr(0,0,0,0,0,"assert((index<2))",0,0,0);
	trans[1][79]	= settr(0,0,0,0,0,"assert(((position+offset)<known.samples))",0,0,0);
	trans[1][80]	= settr(0,0,0,0,0,"element = samples.slot[index]",0,0,0);
	trans[1][81]	= settr(0,0,0,0,0,"assert((!(1)||(element==(heard+offset))))",0,0,0);
	trans[1][82]	= settr(0,0,0,0,0,"mine.samples = (mine.samples+1)",0,0,0);
	trans[1][83]	= settr(0,0,0,0,0,"offset = (offset+1)",0,0,0);
	trans[1][85]	= settr(238,0,102,2,0,"else", 0, 2, 0);
	trans[1][86]	= settr(239,0,102,1,0,"goto :b8", 0, 2, 0);
	trans[1][89]	= settr(242,0,102,1,0,"break", 0, 2, 0);
	T = trans[ 1][102] = settr(255,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(255,0,101,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 1][101] = settr(254,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(254,2,90,0,0,"ATOMIC", 1, 2, 0);
	trans[1][90]	= settr(243,2,97,30,30,"mine.samplesAt = (position+taken)", 1, 2, 0);
	T = trans[1][97] = settr(250,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(250,2,91,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(250,2,96,0,0,"IF", 1, 2, 0);
	trans[1][91]	= settr(244,2,95,31,0,"((!(samples.read.stored[(position+taken)])&&1))", 1, 2, 0);
	T = trans[ 1][95] = settr(248,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(248,0,92,0,0,"sub-sequence", 1, 2, 0);
	trans[1][92]	= settr(245,0,105,32,32,"samples.read.clock[(position+taken)].samples = ( ((samples.read.clock[(position+taken)].samples>mine.samples)) -> (samples.read.clock[(position+taken)].samples) : (mine.samples) )", 1, 2, 0); /* m: 93 -> 0,105 */
	reached1[93] = 1;
	trans[1][93]	= settr(0,0,0,0,0,"samples.read.clock[(position+taken)].samplesAt = ( ((samples.read.clock[(position+taken)].samplesAt>mine.samplesAt)) -> (samples.read.clock[(position+taken)].samplesAt) : (mine.samplesAt) )",0,0,0);
	trans[1][94]	= settr(0,0,0,0,0,"samples.read.clock[(position+taken)].finished = (samples.read.clock[(position+taken)].finished|mine.finished)",0,0,0);
	trans[1][98]	= settr(251,2,99,1,0,".(goto)", 1, 2, 0); /* m: 99 -> 0,105 */
	reached1[99] = 1;
	trans[1][96]	= settr(249,2,99,2,0,"else", 1, 2, 0);
	trans[1][99]	= settr(252,0,105,33,33,"samples.read.stored[(position+taken)] = 1", 1, 2, 0); /* m: 100 -> 0,105 */
	reached1[100] = 1;
	trans[1][100]	= settr(0,0,0,0,0,"samples.read.newest = (position+taken)",0,0,0);
	trans[1][103]	= settr(0,0,0,0,0,"offset = 0",0,0,0);
	trans[1][105]	= settr(258,0,106,34,34,"samplesRead = mine.samples", 1, 2, 0);
	trans[1][106]	= settr(259,0,139,35,35,"consumed = (consumed+taken)", 0, 2, 0); /* m: 107 -> 0,139 */
	reached1[107] = 1;
	trans[1][107]	= settr(0,0,0,0,0,"heard = (heard+taken)",0,0,0);
	T = trans[1][139] = settr(292,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(292,0,108,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(292,0,124,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(292,0,126,0,0,"IF", 0, 2, 0);
	trans[1][108]	= settr(261,0,123,36,36,"((taken>0))", 0, 2, 0);
	T = trans[ 1][123] = settr(276,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(276,0,114,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 1][114] = settr(267,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(267,2,109,0,0,"ATOMIC", 1, 2, 0);
	trans[1][109]	= settr(262,2,113,37,37,"room.signals = (room.signals+1)", 1, 2, 0);
	T = trans[ 1][113] = settr(266,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(266,0,110,0,0,"sub-sequence", 1, 2, 0);
	trans[1][110]	= settr(263,4,115,38,38,"room.clock.samples = ( ((room.clock.samples>mine.samples)) -> (room.clock.samples) : (mine.samples) )", 1, 2, 0); /* m: 111 -> 0,115 */
	reached1[111] = 1;
	trans[1][111]	= settr(0,0,0,0,0,"room.clock.samplesAt = ( ((room.clock.samplesAt>mine.samplesAt)) -> (room.clock.samplesAt) : (mine.samplesAt) )",0,0,0);
	trans[1][112]	= settr(0,0,0,0,0,"room.clock.finished = (room.clock.finished|mine.finished)",0,0,0);
	trans[1][115]	= settr(268,0,121,39,39,"isSomeoneAsleep = (room.sleepers>0)", 1, 2, 0);
	T = trans[1][121] = settr(274,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(274,0,116,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(274,0,120,0,0,"IF", 0, 2, 0);
	trans[1][116]	= settr(269,0,119,40,40,"(isSomeoneAsleep)", 0, 2, 0);
	T = trans[ 1][119] = settr(272,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(272,2,117,0,0,"ATOMIC", 1, 2, 0);
	trans[1][117]	= settr(270,0,141,41,41,"room.asleep = 0", 1, 2, 0); /* m: 118 -> 0,141 */
	reached1[118] = 1;
	trans[1][118]	= settr(0,0,0,0,0,"isSomeoneAsleep = 0",0,0,0);
	trans[1][122]	= settr(275,0,141,1,0,".(goto)", 0, 2, 0);
	trans[1][120]	= settr(273,0,141,2,0,"else", 0, 2, 0);
	trans[1][140]	= settr(293,0,141,1,0,".(goto)", 0, 2, 0);
	trans[1][124]	= settr(277,0,161,42,42,"(((taken==0)&&isLast))", 0, 2, 0); /* m: 145 -> 161,0 */
	reached1[145] = 1;
	trans[1][125]	= settr(278,0,145,1,0,"goto :b5", 0, 2, 0); /* m: 145 -> 0,161 */
	reached1[145] = 1;
	trans[1][126]	= settr(279,0,138,43,43,"(((taken==0)&&!(isLast)))", 0, 2, 0);
	T = trans[ 1][138] = settr(291,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(291,0,127,0,0,"sub-sequence", 0, 2, 0);
	trans[1][127]	= settr(280,0,135,44,44,"analysis.sleepers = (analysis.sleepers+1)", 1, 2, 0);
	T = trans[ 1][135] = settr(288,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(288,2,133,0,0,"ATOMIC", 1, 2, 0);
	T = trans[1][133] = settr(286,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(286,2,128,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(286,2,130,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(286,2,131,0,0,"IF", 1, 2, 0);
	trans[1][128]	= settr(281,4,136,45,45,"((analysis.signals==ticket))", 1, 2, 0); /* m: 129 -> 136,0 */
	reached1[129] = 1;
	trans[1][129]	= settr(0,0,0,0,0,"analysis.asleep = 1",0,0,0);
	trans[1][134]	= settr(287,0,136,46,46,".(goto)", 1, 2, 0);
	trans[1][130]	= settr(283,4,136,47,47,"((analysis.signals!=ticket))", 1, 2, 0); /* m: 134 -> 136,0 */
	reached1[134] = 1;
	trans[1][131]	= settr(284,4,136,48,48,"((earlyReturns>0))", 1, 2, 0); /* m: 132 -> 136,0 */
	reached1[132] = 1;
	trans[1][132]	= settr(0,0,0,0,0,"earlyReturns = (earlyReturns-1)",0,0,0);
	trans[1][136]	= settr(289,0,137,49,0,"(!(analysis.asleep))", 1, 2, 0);
	trans[1][137]	= settr(290,0,141,50,50,"analysis.sleepers = (analysis.sleepers-1)", 1, 2, 0);
	trans[1][141]	= settr(294,0,142,1,0,"(1)", 0, 2, 0);
	trans[1][144]	= settr(297,0,145,1,0,"break", 0, 2, 0);
	trans[1][145]	= settr(298,0,161,51,51,"assert((heard==5))", 0, 2, 0);
	T = trans[ 1][161] = settr(314,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(314,0,160,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 1][160] = settr(313,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(313,2,146,0,0,"ATOMIC", 1, 2, 0);
	trans[1][146]	= settr(299,2,157,52,52,"owners = (owners-1)", 1, 2, 0);
	T = trans[1][157] = settr(310,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(310,2,147,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(310,2,152,0,0,"IF", 1, 2, 0);
	trans[1][147]	= settr(300,2,151,53,0,"((owners==1))", 1, 2, 0);
	T = trans[ 1][151] = settr(304,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(304,0,148,0,0,"sub-sequence", 1, 2, 0);
	trans[1][148]	= settr(301,4,162,54,54,"ownersClock.samples = ( ((ownersClock.samples>mine.samples)) -> (ownersClock.samples) : (mine.samples) )", 1, 2, 0); /* m: 149 -> 0,162 */
	reached1[149] = 1;
	trans[1][149]	= settr(0,0,0,0,0,"ownersClock.samplesAt = ( ((ownersClock.samplesAt>mine.samplesAt)) -> (ownersClock.samplesAt) : (mine.samplesAt) )",0,0,0);
	trans[1][150]	= settr(0,0,0,0,0,"ownersClock.finished = (ownersClock.finished|mine.finished)",0,0,0);
	trans[1][158]	= settr(311,4,162,55,55,".(goto)", 1, 2, 0); /* m: 159 -> 0,162 */
	reached1[159] = 1;
	trans[1][152]	= settr(305,2,156,2,0,"else", 1, 2, 0);
	T = trans[ 1][156] = settr(309,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(309,0,153,0,0,"sub-sequence", 1, 2, 0);
	trans[1][153]	= settr(306,4,162,56,56,"known.samples = ( ((known.samples>ownersClock.samples)) -> (known.samples) : (ownersClock.samples) )", 1, 2, 0); /* m: 154 -> 0,162 */
	reached1[154] = 1;
	trans[1][154]	= settr(0,0,0,0,0,"known.samplesAt = ( ((known.samplesAt>ownersClock.samplesAt)) -> (known.samplesAt) : (ownersClock.samplesAt) )",0,0,0);
	trans[1][155]	= settr(0,0,0,0,0,"known.finished = (known.finished|ownersClock.finished)",0,0,0);
	trans[1][159]	= settr(0,0,0,0,0,"assert(((owners==1)||(known.samples==samplesWritten)))",0,0,0);
	trans[1][162]	= settr(315,0,0,57,57,"-end-", 0, 3500, 0);

	/* proctype 0: Capture */

	trans[0] = (Trans **) emalloc(155*sizeof(Trans *));

	trans[0][112]	= settr(111,0,111,1,0,".(goto)", 0, 2, 0);
	T = trans[0][111] = settr(110,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(110,0,1,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(110,0,109,0,0,"DO", 0, 2, 0);
	trans[0][1]	= settr(0,0,6,58,58,"((sent<5))", 0, 2, 0); /* m: 2 -> 6,0 */
	reached0[2] = 1;
	trans[0][2]	= settr(0,0,0,0,0,"count = 1",0,0,0);
	trans[0][7]	= settr(6,0,6,1,0,".(goto)", 0, 2, 0);
	T = trans[0][6] = settr(5,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(5,0,5,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(5,0,3,0,0,"DO", 0, 2, 0);
	trans[0][5]	= settr(4,0,106,1,0,"goto :b1", 0, 2, 0);
	trans[0][3]	= settr(2,0,6,59,59,"((count<( ((2<(5-sent))) -> (2) : ((5-sent)) )))", 0, 2, 0); /* m: 4 -> 6,0 */
	reached0[4] = 1;
	trans[0][4]	= settr(0,0,0,0,0,"count = (count+1)",0,0,0);
	trans[0][8]	= settr(7,0,106,1,0,"break", 0, 2, 0);
	trans[0][107]	= settr(106,0,106,1,0,".(goto)", 0, 2, 0);
	T = trans[0][106] = settr(105,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(105,0,9,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(105,0,104,0,0,"DO", 0, 2, 0);
	trans[0][9]	= settr(8,0,16,60,0,"((count>0))", 0, 2, 0);
	T = trans[ 0][16] = settr(15,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(15,0,15,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][15] = settr(14,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(14,2,10,0,0,"ATOMIC", 1, 2, 0);
	trans[0][10]	= settr(9,2,14,61,61,"ticket = room.signals", 1, 2, 0);
	T = trans[ 0][14] = settr(13,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(13,0,11,0,0,"sub-sequence", 1, 2, 0);
	trans[0][11]	= settr(10,4,70,62,62,"known.samples = ( ((known.samples>room.clock.samples)) -> (known.samples) : (room.clock.samples) )", 1, 2, 0); /* m: 12 -> 0,70 */
	reached0[12] = 1;
	trans[0][12]	= settr(0,0,0,0,0,"known.samplesAt = ( ((known.samplesAt>room.clock.samplesAt)) -> (known.samplesAt) : (room.clock.samplesAt) )",0,0,0);
	trans[0][13]	= settr(0,0,0,0,0,"known.finished = (known.finished|room.clock.finished)",0,0,0);
	T = trans[ 0][70] = settr(69,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(69,0,17,0,0,"sub-sequence", 0, 2, 0);
	trans[0][17]	= settr(16,0,39,63,63,"position = mine.samplesAt", 0, 2, 0);
	T = trans[0][39] = settr(38,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(38,0,18,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(38,0,38,0,0,"IF", 0, 2, 0);
	trans[0][18]	= settr(17,0,37,64,64,"(((2-(position-readSeen))<count))", 0, 2, 0);
	T = trans[ 0][37] = settr(36,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(36,0,36,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][36] = settr(35,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(35,2,19,0,0,"ATOMIC", 1, 2, 0);
	trans[0][19]	= settr(18,2,24,65,65,"readSeen = known.samplesAt", 1, 2, 0);
	trans[0][25]	= settr(24,2,24,1,0,".(goto)", 1, 2, 0);
	T = trans[0][24] = settr(23,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(23,2,20,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(23,2,22,0,0,"DO", 1, 2, 0);
	trans[0][20]	= settr(19,2,34,66,66,"(((readSeen==0)||samples.read.stored[readSeen]))", 1, 2, 0); /* m: 27 -> 34,0 */
	reached0[27] = 1;
	trans[0][21]	= settr(20,2,27,1,0,"goto :b3", 1, 2, 0); /* m: 27 -> 0,34 */
	reached0[27] = 1;
	trans[0][22]	= settr(21,2,24,67,67,"((readSeen<samples.read.newest))", 1, 2, 0); /* m: 23 -> 24,0 */
	reached0[23] = 1;
	trans[0][23]	= settr(0,0,0,0,0,"readSeen = (readSeen+1)",0,0,0);
	trans[0][26]	= settr(25,2,27,1,0,"break", 1, 2, 0);
	trans[0][27]	= settr(26,2,34,68,68,"known.samplesAt = readSeen", 1, 2, 0);
	T = trans[0][34] = settr(33,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(33,2,28,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(33,2,33,0,0,"IF", 1, 2, 0);
	trans[0][28]	= settr(27,2,32,69,0,"((1&&(readSeen>0)))", 1, 2, 0);
	T = trans[ 0][32] = settr(31,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(31,0,29,0,0,"sub-sequence", 1, 2, 0);
	trans[0][29]	= settr(28,0,53,70,70,"known.samples = ( ((known.samples>samples.read.clock[readSeen].samples)) -> (known.samples) : (samples.read.clock[readSeen].samples) )", 1, 2, 0); /* m: 30 -> 0,53 */
	reached0[30] = 1;
	trans[0][30]	= settr(0,0,0,0,0,"known.samplesAt = ( ((known.samplesAt>samples.read.clock[readSeen].samplesAt)) -> (known.samplesAt) : (samples.read.clock[readSeen].samplesAt) )",0,0,0);
	trans[0][31]	= settr(0,0,0,0,0,"known.finished = (known.finished|samples.read.clock[readSeen].finished)",0,0,0);
	trans[0][35]	= settr(34,0,53,71,71,".(goto)", 1, 2, 0); /* m: 41 -> 0,53 */
	reached0[41] = 1;
	trans[0][33]	= settr(32,2,35,2,0,"else", 1, 2, 0);
	trans[0][40]	= settr(39,0,41,1,0,".(goto)", 0, 2, 0); /* m: 41 -> 0,53 */
	reached0[41] = 1;
	trans[0][38]	= settr(37,0,41,2,0,"else", 0, 2, 0);
	trans[0][41]	= settr(40,0,53,72,72,"accepted = ( ((count<(2-(position-readSeen)))) -> (count) : ((2-(position-readSeen))) )", 0, 2, 0); /* m: 42 -> 0,53 */
	reached0[42] = 1;
	trans[0][42]	= settr(0,0,0,0,0,"offset = 0",0,0,0);
	trans[0][54]	= settr(53,0,53,1,0,".(goto)", 0, 2, 0);
	T = trans[0][53] = settr(52,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(52,0,43,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(52,0,51,0,0,"DO", 0, 2, 0);
	trans[0][43]	= settr(42,0,50,73,0,"((offset<accepted))", 0, 2, 0);
	T = trans[ 0][50] = settr(49,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(49,2,44,0,0,"ATOMIC", 1, 2, 0);
	trans[0][44]	= settr(43,0,53,74,74,"index = ( ((((position%2)+offset)<2)) -> (((position%2)+offset)) : ((((position%2)+offset)-2)) )", 1, 2, 0); /* m: 45 -> 0,53 */
	reached0[45] = 1;
	trans[0][45]	= settr(0,0,0,0,0,"assert((index<2))",0,0,0);
	trans[0][46]	= settr(0,0,0,0,0,"assert(((known.samples+2)>(position+offset)))",0,0,0);
	trans[0][47]	= settr(0,0,0,0,0,"samples.slot[index] = (sent+offset)",0,0,0);
	trans[0][48]	= settr(0,0,0,0,0,"mine.samples = (mine.samples+1)",0,0,0);
	trans[0][49]	= settr(0,0,0,0,0,"offset = (offset+1)",0,0,0);
	trans[0][51]	= settr(50,0,68,2,0,"else", 0, 2, 0);
	trans[0][52]	= settr(51,0,68,1,0,"goto :b4", 0, 2, 0);
	trans[0][55]	= settr(54,0,68,1,0,"break", 0, 2, 0);
	T = trans[ 0][68] = settr(67,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(67,0,67,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][67] = settr(66,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(66,2,56,0,0,"ATOMIC", 1, 2, 0);
	trans[0][56]	= settr(55,2,63,75,75,"mine.samplesAt = (position+accepted)", 1, 2, 0);
	T = trans[0][63] = settr(62,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(62,2,57,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(62,2,62,0,0,"IF", 1, 2, 0);
	trans[0][57]	= settr(56,2,61,76,0,"((!(samples.written.stored[(position+accepted)])&&1))", 1, 2, 0);
	T = trans[ 0][61] = settr(60,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(60,0,58,0,0,"sub-sequence", 1, 2, 0);
	trans[0][58]	= settr(57,0,87,77,77,"samples.written.clock[(position+accepted)].samples = ( ((samples.written.clock[(position+accepted)].samples>mine.samples)) -> (samples.written.clock[(position+accepted)].samples) : (mine.samples) )", 1, 2, 0); /* m: 59 -> 0,87 */
	reached0[59] = 1;
	trans[0][59]	= settr(0,0,0,0,0,"samples.written.clock[(position+accepted)].samplesAt = ( ((samples.written.clock[(position+accepted)].samplesAt>mine.samplesAt)) -> (samples.written.clock[(position+accepted)].samplesAt) : (mine.samplesAt) )",0,0,0);
	trans[0][60]	= settr(0,0,0,0,0,"samples.written.clock[(position+accepted)].finished = (samples.written.clock[(position+accepted)].finished|mine.finished)",0,0,0);
	trans[0][64]	= settr(63,2,65,1,0,".(goto)", 1, 2, 0); /* m: 65 -> 0,87 */
	reached0[65] = 1;
	trans[0][62]	= settr(61,2,65,2,0,"else", 1, 2, 0);
	trans[0][65]	= settr(64,0,87,78,78,"samples.written.stored[(position+accepted)] = 1", 1, 2, 0); /* m: 66 -> 0,87 */
	reached0[66] = 1;
	trans[0][66]	= settr(0,0,0,0,0,"samples.written.newest = (position+accepted)",0,0,0);
	trans[0][69]	= settr(0,0,0,0,0,"offset = 0",0,0,0);
	trans[0][71]	= settr(0,0,0,0,0,"sent = (sent+accepted)",0,0,0);
	trans[0][72]	= settr(0,0,0,0,0,"count = (count-accepted)",0,0,0);
	T = trans[ 0][87] = settr(86,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(86,0,78,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][78] = settr(77,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(77,2,73,0,0,"ATOMIC", 1, 2, 0);
	trans[0][73]	= settr(72,2,77,79,79,"analysis.signals = (analysis.signals+1)", 1, 2, 0);
	T = trans[ 0][77] = settr(76,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(76,0,74,0,0,"sub-sequence", 1, 2, 0);
	trans[0][74]	= settr(73,4,79,80,80,"analysis.clock.samples = ( ((analysis.clock.samples>mine.samples)) -> (analysis.clock.samples) : (mine.samples) )", 1, 2, 0); /* m: 75 -> 0,79 */
	reached0[75] = 1;
	trans[0][75]	= settr(0,0,0,0,0,"analysis.clock.samplesAt = ( ((analysis.clock.samplesAt>mine.samplesAt)) -> (analysis.clock.samplesAt) : (mine.samplesAt) )",0,0,0);
	trans[0][76]	= settr(0,0,0,0,0,"analysis.clock.finished = (analysis.clock.finished|mine.finished)",0,0,0);
	trans[0][79]	= settr(78,0,85,81,81,"isSomeoneAsleep = (analysis.sleepers>0)", 1, 2, 0);
	T = trans[0][85] = settr(84,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(84,0,80,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(84,0,84,0,0,"IF", 0, 2, 0);
	trans[0][80]	= settr(79,0,83,82,82,"(isSomeoneAsleep)", 0, 2, 0);
	T = trans[ 0][83] = settr(82,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(82,2,81,0,0,"ATOMIC", 1, 2, 0);
	trans[0][81]	= settr(80,0,102,83,83,"analysis.asleep = 0", 1, 2, 0); /* m: 82 -> 0,102 */
	reached0[82] = 1;
	trans[0][82]	= settr(0,0,0,0,0,"isSomeoneAsleep = 0",0,0,0);
	trans[0][86]	= settr(85,0,102,1,0,".(goto)", 0, 2, 0);
	trans[0][84]	= settr(83,0,102,2,0,"else", 0, 2, 0);
	T = trans[0][102] = settr(101,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(101,0,88,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(101,0,101,0,0,"IF", 0, 2, 0);
	trans[0][88]	= settr(87,0,100,84,84,"((accepted==0))", 0, 2, 0);
	T = trans[ 0][100] = settr(99,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(99,0,89,0,0,"sub-sequence", 0, 2, 0);
	trans[0][89]	= settr(88,0,97,85,85,"room.sleepers = (room.sleepers+1)", 1, 2, 0);
	T = trans[ 0][97] = settr(96,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(96,2,95,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][95] = settr(94,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(94,2,90,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(94,2,92,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(94,2,93,0,0,"IF", 1, 2, 0);
	trans[0][90]	= settr(89,4,98,86,86,"((room.signals==ticket))", 1, 2, 0); /* m: 91 -> 98,0 */
	reached0[91] = 1;
	trans[0][91]	= settr(0,0,0,0,0,"room.asleep = 1",0,0,0);
	trans[0][96]	= settr(95,0,98,87,87,".(goto)", 1, 2, 0);
	trans[0][92]	= settr(91,4,98,88,88,"((room.signals!=ticket))", 1, 2, 0); /* m: 96 -> 98,0 */
	reached0[96] = 1;
	trans[0][93]	= settr(92,4,98,89,89,"((earlyReturns>0))", 1, 2, 0); /* m: 94 -> 98,0 */
	reached0[94] = 1;
	trans[0][94]	= settr(0,0,0,0,0,"earlyReturns = (earlyReturns-1)",0,0,0);
	trans[0][98]	= settr(97,0,99,90,0,"(!(room.asleep))", 1, 2, 0);
	trans[0][99]	= settr(98,0,106,91,91,"room.sleepers = (room.sleepers-1)", 1, 2, 0);
	trans[0][103]	= settr(102,0,106,1,0,".(goto)", 0, 2, 0);
	trans[0][101]	= settr(100,0,106,2,0,"else", 0, 2, 0);
	trans[0][104]	= settr(103,0,111,2,0,"else", 0, 2, 0);
	trans[0][105]	= settr(104,0,111,1,0,"goto :b2", 0, 2, 0);
	trans[0][108]	= settr(107,0,111,1,0,"break", 0, 2, 0);
	trans[0][109]	= settr(108,0,121,2,0,"else", 0, 2, 0);
	trans[0][110]	= settr(109,0,121,1,0,"goto :b0", 0, 2, 0);
	trans[0][113]	= settr(112,0,121,1,0,"break", 0, 2, 0);
	T = trans[ 0][121] = settr(120,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(120,0,120,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][120] = settr(119,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(119,2,114,0,0,"ATOMIC", 1, 2, 0);
	trans[0][114]	= settr(113,2,119,92,92,"mine.finished = 1", 1, 2, 0); /* m: 115 -> 0,119 */
	reached0[115] = 1;
	trans[0][115]	= settr(0,0,0,0,0,"isOver = 1",0,0,0);
	T = trans[ 0][119] = settr(118,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(118,0,116,0,0,"sub-sequence", 1, 2, 0);
	trans[0][116]	= settr(115,4,136,93,93,"finishedClock.samples = ( ((finishedClock.samples>mine.samples)) -> (finishedClock.samples) : (mine.samples) )", 1, 2, 0); /* m: 117 -> 0,136 */
	reached0[117] = 1;
	trans[0][117]	= settr(0,0,0,0,0,"finishedClock.samplesAt = ( ((finishedClock.samplesAt>mine.samplesAt)) -> (finishedClock.samplesAt) : (mine.samplesAt) )",0,0,0);
	trans[0][118]	= settr(0,0,0,0,0,"finishedClock.finished = (finishedClock.finished|mine.finished)",0,0,0);
	T = trans[ 0][136] = settr(135,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(135,0,127,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][127] = settr(126,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(126,2,122,0,0,"ATOMIC", 1, 2, 0);
	trans[0][122]	= settr(121,2,126,94,94,"analysis.signals = (analysis.signals+1)", 1, 2, 0);
	T = trans[ 0][126] = settr(125,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(125,0,123,0,0,"sub-sequence", 1, 2, 0);
	trans[0][123]	= settr(122,4,128,95,95,"analysis.clock.samples = ( ((analysis.clock.samples>mine.samples)) -> (analysis.clock.samples) : (mine.samples) )", 1, 2, 0); /* m: 124 -> 0,128 */
	reached0[124] = 1;
	trans[0][124]	= settr(0,0,0,0,0,"analysis.clock.samplesAt = ( ((analysis.clock.samplesAt>mine.samplesAt)) -> (analysis.clock.samplesAt) : (mine.samplesAt) )",0,0,0);
	trans[0][125]	= settr(0,0,0,0,0,"analysis.clock.finished = (analysis.clock.finished|mine.finished)",0,0,0);
	trans[0][128]	= settr(127,0,134,96,96,"isSomeoneAsleep = (analysis.sleepers>0)", 1, 2, 0);
	T = trans[0][134] = settr(133,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(133,0,129,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(133,0,133,0,0,"IF", 0, 2, 0);
	trans[0][129]	= settr(128,0,132,97,97,"(isSomeoneAsleep)", 0, 2, 0);
	T = trans[ 0][132] = settr(131,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(131,2,130,0,0,"ATOMIC", 1, 2, 0);
	trans[0][130]	= settr(129,0,137,98,98,"analysis.asleep = 0", 1, 2, 0); /* m: 131 -> 0,137 */
	reached0[131] = 1;
	trans[0][131]	= settr(0,0,0,0,0,"isSomeoneAsleep = 0",0,0,0);
	trans[0][135]	= settr(134,0,137,1,0,".(goto)", 0, 2, 0);
	trans[0][133]	= settr(132,0,137,2,0,"else", 0, 2, 0);
	trans[0][137]	= settr(136,0,153,99,99,"samplesWritten = mine.samples", 1, 2, 0);
	T = trans[ 0][153] = settr(152,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(152,0,152,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][152] = settr(151,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(151,2,138,0,0,"ATOMIC", 1, 2, 0);
	trans[0][138]	= settr(137,2,149,100,100,"owners = (owners-1)", 1, 2, 0);
	T = trans[0][149] = settr(148,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(148,2,139,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(148,2,144,0,0,"IF", 1, 2, 0);
	trans[0][139]	= settr(138,2,143,101,0,"((owners==1))", 1, 2, 0);
	T = trans[ 0][143] = settr(142,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(142,0,140,0,0,"sub-sequence", 1, 2, 0);
	trans[0][140]	= settr(139,4,154,102,102,"ownersClock.samples = ( ((ownersClock.samples>mine.samples)) -> (ownersClock.samples) : (mine.samples) )", 1, 2, 0); /* m: 141 -> 0,154 */
	reached0[141] = 1;
	trans[0][141]	= settr(0,0,0,0,0,"ownersClock.samplesAt = ( ((ownersClock.samplesAt>mine.samplesAt)) -> (ownersClock.samplesAt) : (mine.samplesAt) )",0,0,0);
	trans[0][142]	= settr(0,0,0,0,0,"ownersClock.finished = (ownersClock.finished|mine.finished)",0,0,0);
	trans[0][150]	= settr(149,4,154,103,103,".(goto)", 1, 2, 0); /* m: 151 -> 0,154 */
	reached0[151] = 1;
	trans[0][144]	= settr(143,2,148,2,0,"else", 1, 2, 0);
	T = trans[ 0][148] = settr(147,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(147,0,145,0,0,"sub-sequence", 1, 2, 0);
	trans[0][145]	= settr(144,4,154,104,104,"known.samples = ( ((known.samples>ownersClock.samples)) -> (known.samples) : (ownersClock.samples) )", 1, 2, 0); /* m: 146 -> 0,154 */
	reached0[146] = 1;
	trans[0][146]	= settr(0,0,0,0,0,"known.samplesAt = ( ((known.samplesAt>ownersClock.samplesAt)) -> (known.samplesAt) : (ownersClock.samplesAt) )",0,0,0);
	trans[0][147]	= settr(0,0,0,0,0,"known.finished = (known.finished|ownersClock.finished)",0,0,0);
	trans[0][151]	= settr(0,0,0,0,0,"assert(((owners==1)||(known.samples==samplesRead)))",0,0,0);
	trans[0][154]	= settr(153,0,0,105,105,"-end-", 0, 3500, 0);
	/* np_ demon: */
	trans[_NP_] = (Trans **) emalloc(3*sizeof(Trans *));
	T = trans[_NP_][0] = settr(9997,0,1,_T5,0,"(np_)", 1,2,0);
	    T->nxt	  = settr(9998,0,0,_T2,0,"(1)",   0,2,0);
	T = trans[_NP_][1] = settr(9999,0,1,_T5,0,"(np_)", 1,2,0);
}

Trans *
settr(	int t_id, int a, int b, int c, int d,
	char *t, int g, int tpe0, int tpe1)
{	Trans *tmp = (Trans *) emalloc(sizeof(Trans));

	tmp->atom  = a&(6|32);	/* only (2|8|32) have meaning */
	if (!g) tmp->atom |= 8;	/* no global references */
	tmp->st    = b;
	tmp->tpe[0] = tpe0;
	tmp->tpe[1] = tpe1;
	tmp->tp    = t;
	tmp->t_id  = t_id;
	tmp->forw  = c;
	tmp->back  = d;
	return tmp;
}

Trans *
cpytr(Trans *a)
{	Trans *tmp = (Trans *) emalloc(sizeof(Trans));

	int i;
	tmp->atom  = a->atom;
	tmp->st    = a->st;
#ifdef HAS_UNLESS
	tmp->e_trans = a->e_trans;
	for (i = 0; i < HAS_UNLESS; i++)
		tmp->escp[i] = a->escp[i];
#endif
	tmp->tpe[0] = a->tpe[0];
	tmp->tpe[1] = a->tpe[1];
	for (i = 0; i < 6; i++)
	{	tmp->qu[i] = a->qu[i];
		tmp->ty[i] = a->ty[i];
	}
	tmp->tp    = (char *) emalloc(strlen(a->tp)+1);
	strcpy(tmp->tp, a->tp);
	tmp->t_id  = a->t_id;
	tmp->forw  = a->forw;
	tmp->back  = a->back;
	return tmp;
}

#ifndef NOREDUCE
int
srinc_set(int n)
{	if (n <= 2) return LOCAL;
	if (n <= 2+  DELTA) return Q_FULL_F; /* 's' or nfull  */
	if (n <= 2+2*DELTA) return Q_EMPT_F; /* 'r' or nempty */
	if (n <= 2+3*DELTA) return Q_EMPT_T; /* empty */
	if (n <= 2+4*DELTA) return Q_FULL_T; /* full  */
	if (n ==   5*DELTA) return GLOBAL;
	if (n ==   6*DELTA) return TIMEOUT_F;
	if (n ==   7*DELTA) return ALPHA_F;
	Uerror("cannot happen srinc_class");
	return BAD;
}
int
srunc(int n, int m)
{	switch(m) {
	case Q_FULL_F: return n-2;
	case Q_EMPT_F: return n-2-DELTA;
	case Q_EMPT_T: return n-2-2*DELTA;
	case Q_FULL_T: return n-2-3*DELTA;
	case ALPHA_F:
	case TIMEOUT_F: return 257; /* non-zero, and > MAXQ */
	}
	Uerror("cannot happen srunc");
	return 0;
}
#endif
int cnt;
#ifdef HAS_UNLESS
int
isthere(Trans *a, int b)
{	Trans *t;
	for (t = a; t; t = t->nxt)
		if (t->t_id == b)
			return 1;
	return 0;
}
#endif
#ifndef NOREDUCE
int
mark_safety(Trans *t) /* for conditional safety */
{	int g = 0, i, j, k;

	if (!t) return 0;
	if (t->qu[0])
		return (t->qu[1])?2:1;	/* marked */

	for (i = 0; i < 2; i++)
	{	j = srinc_set(t->tpe[i]);
		if (j >= GLOBAL && j != ALPHA_F)
			return -1;
		if (j != LOCAL)
		{	k = srunc(t->tpe[i], j);
			if (g == 0
			||  t->qu[0] != k
			||  t->ty[0] != j)
			{	t->qu[g] = k;
				t->ty[g] = j;
				g++;
	}	}	}
	return g;
}
#endif
void
retrans(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
	/* process n, with m states, is=initial state */
{	Trans *T0, *T1, *T2, *T3;
	Trans *T4, *T5; /* t_reverse or has_unless */
	int i;
#if defined(HAS_UNLESS) || !defined(NOREDUCE)
	int k;
#endif
#ifndef NOREDUCE
	int g, h, j, aa;
#endif
#ifdef HAS_UNLESS
	int p;
#endif
	if (state_tables >= 4)
	{	printf("STEP 1 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
	do {
		for (i = 1, cnt = 0; i < m; i++)
		{	T2 = trans[n][i];
			T1 = T2?T2->nxt:(Trans *)0;
/* prescan: */		for (T0 = T1; T0; T0 = T0->nxt)
/* choice in choice */	{	if (T0->st && trans[n][T0->st]
				&&  trans[n][T0->st]->nxt)
					break;
			}
#if 0
		if (T0)
		printf("\tstate %d / %d: choice in choice\n",
		i, T0->st);
#endif
			if (T0)
			for (T0 = T1; T0; T0 = T0->nxt)
			{	T3 = trans[n][T0->st];
				if (!T3->nxt)
				{	T2->nxt = cpytr(T0);
					T2 = T2->nxt;
					imed(T2, T0->st, n, i);
					continue;
				}
				do {	T3 = T3->nxt;
					T2->nxt = cpytr(T3);
					T2 = T2->nxt;
					imed(T2, T0->st, n, i);
				} while (T3->nxt);
				cnt++;
			}
		}
	} while (cnt);
	if (state_tables >= 3)
	{	printf("STEP 2 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
	for (i = 1; i < m; i++)
	{	if (trans[n][i] && trans[n][i]->nxt) /* optimize */
		{	T1 = trans[n][i]->nxt;
#if 0
			printf("\t\tpull %d (%d) to %d\n",
			T1->st, T1->forw, i);
#endif
			srcln[i] = srcln[T1->st];	/* Oyvind Teig, 5.2.0 */

			if (!trans[n][T1->st]) continue;
			T0 = cpytr(trans[n][T1->st]);
			trans[n][i] = T0;
			reach[T1->st] = 1;
			imed(T0, T1->st, n, i);
			for (T1 = T1->nxt; T1; T1 = T1->nxt)
			{
#if 0
			printf("\t\tpull %d (%d) to %d\n",
				T1->st, T1->forw, i);
#endif
		/*		srcln[i] = srcln[T1->st];  gh: not useful */
				if (!trans[n][T1->st]) continue;
				T0->nxt = cpytr(trans[n][T1->st]);
				T0 = T0->nxt;
				reach[T1->st] = 1;
				imed(T0, T1->st, n, i);
	}	}	}
	if (state_tables >= 2)
	{	printf("STEP 3 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
#ifdef HAS_UNLESS
	for (i = 1; i < m; i++)
	{	if (!trans[n][i]) continue;
		/* check for each state i if an
		 * escape to some state p is defined
		 * if so, copy and mark p's transitions
		 * and prepend them to the transition-
		 * list of state i
		 */
	 if (!like_java) /* the default */
	 {	for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		for (k = HAS_UNLESS-1; k >= 0; k--)
		{	if (p = T0->escp[k])
			for (T1 = trans[n][p]; T1; T1 = T1->nxt)
			{	if (isthere(trans[n][i], T1->t_id))
					continue;
				T2 = cpytr(T1);
				T2->e_trans = p;
				T2->nxt = trans[n][i];
				trans[n][i] = T2;
		}	}
	 } else /* outermost unless checked first */
	 {	T4 = T3 = (Trans *) 0;
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		for (k = HAS_UNLESS-1; k >= 0; k--)
		{	if (p = T0->escp[k])
			for (T1 = trans[n][p]; T1; T1 = T1->nxt)
			{	if (isthere(trans[n][i], T1->t_id))
					continue;
				T2 = cpytr(T1);
				T2->nxt = (Trans *) 0;
				T2->e_trans = p;
				if (T3)	T3->nxt = T2;
				else	T4 = T2;
				T3 = T2;
		}	}
		if (T4)
		{	T3->nxt = trans[n][i];
			trans[n][i] = T4;
		}
	 }
	}
#endif
#ifndef NOREDUCE
	for (i = 1; i < m; i++)
	{	if (a_cycles)
		{ /* moves through these states are visible */
	#if PROG_LAB>0 && defined(HAS_NP)
			if (progstate[n][i])
				goto degrade;
			for (T1 = trans[n][i]; T1; T1 = T1->nxt)
				if (progstate[n][T1->st])
					goto degrade;
	#endif
			if (accpstate[n][i] || visstate[n][i])
				goto degrade;
			for (T1 = trans[n][i]; T1; T1 = T1->nxt)
				if (accpstate[n][T1->st])
					goto degrade;
		}
		T1 = trans[n][i];
		if (!T1) continue;
		g = mark_safety(T1);	/* V3.3.1 */
		if (g < 0) goto degrade; /* global */
		/* check if mixing of guards preserves reduction */
		if (T1->nxt)
		{	k = 0;
			for (T0 = T1; T0; T0 = T0->nxt)
			{	if (!(T0->atom&8))
					goto degrade;
				for (aa = 0; aa < 2; aa++)
				{	j = srinc_set(T0->tpe[aa]);
					if (j >= GLOBAL && j != ALPHA_F)
						goto degrade;
					if (T0->tpe[aa]
					&&  T0->tpe[aa]
					!=  T1->tpe[0])
						k = 1;
			}	}
			/* g = 0;	V3.3.1 */
			if (k)	/* non-uniform selection */
			for (T0 = T1; T0; T0 = T0->nxt)
			for (aa = 0; aa < 2; aa++)
			{	j = srinc_set(T0->tpe[aa]);
				if (j != LOCAL)
				{	k = srunc(T0->tpe[aa], j);
					for (h = 0; h < 6; h++)
						if (T1->qu[h] == k
						&&  T1->ty[h] == j)
							break;
					if (h >= 6)
					{	T1->qu[g%6] = k;
						T1->ty[g%6] = j;
						g++;
			}	}	}
			if (g > 6)
			{	T1->qu[0] = 0;	/* turn it off */
				printf("pan: warning, line %d, ",
					srcln[i]);
			 	printf("too many stmnt types (%d)",
					g);
			  	printf(" in selection\n");
			  goto degrade;
			}
		}
		/* mark all options global if >=1 is global */
		for (T1 = trans[n][i]; T1; T1 = T1->nxt)
			if (!(T1->atom&8)) break;
		if (T1)
degrade:	for (T1 = trans[n][i]; T1; T1 = T1->nxt)
			T1->atom &= ~8;	/* mark as unsafe */
		/* can only mix 'r's or 's's if on same chan */
		/* and not mixed with other local operations */
		T1 = trans[n][i];
		if (!T1 || T1->qu[0]) continue;
		j = T1->tpe[0];
		if (T1->nxt && T1->atom&8)
		{ if (j == 5*DELTA)
		  {	printf("warning: line %d ", srcln[i]);
			printf("mixed condition ");
			printf("(defeats reduction)\n");
			goto degrade;
		  }
		  for (T0 = T1; T0; T0 = T0->nxt)
		  for (aa = 0; aa < 2; aa++)
		  if  (T0->tpe[aa] && T0->tpe[aa] != j)
		  {	printf("warning: line %d ", srcln[i]);
			printf("[%d-%d] mixed %stion ",
				T0->tpe[aa], j, 
				(j==5*DELTA)?"condi":"selec");
			printf("(defeats reduction)\n");
			printf("	'%s' <-> '%s'\n",
				T1->tp, T0->tp);
			goto degrade;
		} }
	}
#endif
	for (i = 1; i < m; i++)
	{	T2 = trans[n][i];
		if (!T2
		||  T2->nxt
		||  strncmp(T2->tp, ".(goto)", 7)
		||  !stopstate[n][i])
			continue;
		stopstate[n][T2->st] = 1;
	}
	if (state_tables && !verbose)
	{	if (dodot)
		{	char buf[256], *q = buf, *p = procname[n];
			while (*p != '\0')
			{	if (*p != ':')
				{	*q++ = *p;
				}
				p++;
			}
			*q = '\0';
			printf("digraph ");
			switch (Btypes[n]) {
			case I_PROC:  printf("init {\n"); break;
			case N_CLAIM: printf("claim_%s {\n", buf); break;
			case E_TRACE: printf("notrace {\n"); break;
			case N_TRACE: printf("trace {\n"); break;
			default:      printf("p_%s {\n", buf); break;
			}
			printf("size=\"8,10\";\n");
			printf("  GT [shape=box,style=dotted,label=\"%s\"];\n", buf);
			printf("  GT -> S%d;\n", is);
		} else
		{	switch (Btypes[n]) {
			case I_PROC:  printf("init\n"); break;
			case N_CLAIM: printf("claim %s\n", procname[n]); break;
			case E_TRACE: printf("notrace assertion\n"); break;
			case N_TRACE: printf("trace assertion\n"); break;
			default:      printf("proctype %s\n", procname[n]); break;
		}	}
		for (i = 1; i < m; i++)
		{	reach[i] = 1;
		}
		tagtable(n, m, is, srcln, reach);
		if (dodot) printf("}\n");
	} else
	for (i = 1; i < m; i++)
	{	int nrelse;
		if (Btypes[n] != N_CLAIM)
		{	for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			{	if (T0->st == i
				&& strcmp(T0->tp, "(1)") == 0)
				{	printf("error: proctype '%s' ",
						procname[n]);
		  			printf("line %d, state %d: has un",
						srcln[i], i);
					printf("conditional self-loop\n");
					pan_exit(1);
		}	}	}
		nrelse = 0;
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		{	if (strcmp(T0->tp, "else") == 0)
				nrelse++;
		}
		if (nrelse > 1)
		{	printf("error: proctype '%s' state",
				procname[n]);
		  	printf(" %d, inherits %d", i, nrelse);
		  	printf(" 'else' stmnts\n");
			pan_exit(1);
	}	}
#if !defined(LOOPSTATE) && !defined(BFS_PAR)
	if (state_tables)
#endif
	do_dfs(n, m, is, srcln, reach, lpstate);

	if (!t_reverse)
	{	return;
	}
	/* process n, with m states, is=initial state -- reverse list */
	if (!state_tables && Btypes[n] != N_CLAIM)
	{	for (i = 1; i < m; i++)
		{	Trans *Tx = (Trans *) 0; /* list of escapes */
			Trans *Ty = (Trans *) 0; /* its tail element */
			T1 = (Trans *) 0; /* reversed list */
			T2 = (Trans *) 0; /* its tail */
			T3 = (Trans *) 0; /* remembers possible 'else' */

			/* find unless-escapes, they should go first */
			T4 = T5 = T0 = trans[n][i];
	#ifdef HAS_UNLESS
			while (T4 && T4->e_trans) /* escapes are first in orig list */
			{	T5 = T4;	  /* remember predecessor */
				T4 = T4->nxt;
			}
	#endif
			/* T4 points to first non-escape, T5 to its parent, T0 to original list */
			if (T4 != T0)		 /* there was at least one escape */
			{	T3 = T5->nxt;		 /* start of non-escapes */
				T5->nxt = (Trans *) 0;	 /* separate */
				Tx = T0;		 /* start of the escapes */
				Ty = T5;		 /* its tail */
				T0 = T3;		 /* the rest, to be reversed */
			}
			/* T0 points to first non-escape, Tx to the list of escapes, Ty to its tail */

			/* first tail-add non-escape transitions, reversed */
			T3 = (Trans *) 0;
			for (T5 = T0; T5; T5 = T4)
			{	T4 = T5->nxt;
	#ifdef HAS_UNLESS
				if (T5->e_trans)
				{	printf("error: cannot happen!\n");
					continue;
				}
	#endif
				if (strcmp(T5->tp, "else") == 0)
				{	T3 = T5;
					T5->nxt = (Trans *) 0;
				} else
				{	T5->nxt = T1;
					if (!T1) { T2 = T5; }
					T1 = T5;
			}	}
			/* T3 points to a possible else, which is removed from the list */
			/* T1 points to the reversed list so far (without escapes) */
			/* T2 points to the tail element -- where the else should go */
			if (T2 && T3)
			{	T2->nxt = T3;	/* add else */
			} else
			{	if (T3) /* there was an else, but there's no tail */
				{	if (!T1)	/* and no reversed list */
					{	T1 = T3; /* odd, but possible */
					} else		/* even stranger */
					{	T1->nxt = T3;
			}	}	}

			/* add in the escapes, to that they appear at the front */
			if (Tx && Ty) { Ty->nxt = T1; T1 = Tx; }

			trans[n][i] = T1;
			/* reversed, with escapes first and else last */
	}	}
	if (state_tables && verbose)
	{	printf("FINAL proctype %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
	}
}
void
imed(Trans *T, int v, int n, int j)	/* set intermediate state */
{	progstate[n][T->st] |= progstate[n][v];
	accpstate[n][T->st] |= accpstate[n][v];
	stopstate[n][T->st] |= stopstate[n][v];
	mapstate[n][j] = T->st;
}
void
tagtable(int n, int m, int is, short srcln[], uchar reach[])
{	Trans *z;

	if (is >= m || !trans[n][is]
	||  is <= 0 || reach[is] == 0)
		return;
	reach[is] = 0;
	if (state_tables)
	for (z = trans[n][is]; z; z = z->nxt)
	{	if (dodot)
			dot_crack(n, is, z);
		else
			crack(n, is, z, srcln);
	}

	for (z = trans[n][is]; z; z = z->nxt)
	{
#ifdef HAS_UNLESS
		int i, j;
#endif
		tagtable(n, m, z->st, srcln, reach);
#ifdef HAS_UNLESS
		for (i = 0; i < HAS_UNLESS; i++)
		{	j = trans[n][is]->escp[i];
			if (!j) break;
			tagtable(n, m, j, srcln, reach);
		}
#endif
	}
}

extern Trans *t_id_lkup[];

void
dfs_table(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
{	Trans *z;

	if (is >= m || is <= 0 || !trans[n][is])
		return;
	if ((reach[is] & (4|8|16)) != 0)
	{	if ((reach[is] & (8|16)) == 16)	/* on stack, not yet recorded */
		{	lpstate[is] = 1;
			reach[is] |= 8; /* recorded */
			if (state_tables && verbose)
			{	printf("state %d line %d is a loopstate\n", is, srcln[is]);
		}	}
		return;
	}
	reach[is] |= (4|16);	/* visited | onstack */
	for (z = trans[n][is]; z; z = z->nxt)
	{	t_id_lkup[z->t_id] = z;
#ifdef HAS_UNLESS
		int i, j;
#endif
		dfs_table(n, m, z->st, srcln, reach, lpstate);
#ifdef HAS_UNLESS
		for (i = 0; i < HAS_UNLESS; i++)
		{	j = trans[n][is]->escp[i];
			if (!j) break;
			dfs_table(n, m, j, srcln, reach, lpstate);
		}
#endif
	}
	reach[is] &= ~16; /* no longer on stack */
}
void
do_dfs(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
{	int i;
	dfs_table(n, m, is, srcln, reach, lpstate);
	for (i = 0; i < m; i++)
		reach[i] &= ~(4|8|16);
}
void
crack(int n, int j, Trans *z, short srcln[])
{	int i;

	if (!z) return;
	printf("	state %3d -(tr %3d)-> state %3d  ",
		j, z->forw, z->st);
	printf("[id %3d tp %3d", z->t_id, z->tpe[0]);
	if (z->tpe[1]) printf(",%d", z->tpe[1]);
#ifdef HAS_UNLESS
	if (z->e_trans)
		printf(" org %3d", z->e_trans);
	else if (state_tables >= 2)
	for (i = 0; i < HAS_UNLESS; i++)
	{	if (!z->escp[i]) break;
		printf(" esc %d", z->escp[i]);
	}
#endif
	printf("]");
	printf(" [%s%s%s%s%s] %s:%d => ",
		z->atom&6?"A":z->atom&32?"D":"-",
		accpstate[n][j]?"a" :"-",
		stopstate[n][j]?"e" : "-",
		progstate[n][j]?"p" : "-",
		z->atom & 8 ?"L":"G",
		PanSource, srcln[j]);
	for (i = 0; z->tp[i]; i++)
		if (z->tp[i] == '\n')
			printf("\\n");
		else
			putchar(z->tp[i]);
	if (verbose && z->qu[0])
	{	printf("\t[");
		for (i = 0; i < 6; i++)
			if (z->qu[i])
				printf("(%d,%d)",
				z->qu[i], z->ty[i]);
		printf("]");
	}
	printf("\n");
	fflush(stdout);
}
/* spin -a m.pml; cc -o pan pan.c; ./pan -D | dot -Tps > foo.ps; ps2pdf foo.ps */
void
dot_crack(int n, int j, Trans *z)
{	int i;

	if (!z) return;
	printf("	S%d -> S%d  [color=black", j, z->st);

	if (z->atom&6) printf(",style=dashed");
	else if (z->atom&32) printf(",style=dotted");
	else if (z->atom&8) printf(",style=solid");
	else printf(",style=bold");

	printf(",label=\"");
	for (i = 0; z->tp[i]; i++)
	{	if (z->tp[i] == '\\'
		&&  z->tp[i+1] == 'n')
		{	i++; printf(" ");
		} else
		{	putchar(z->tp[i]);
	}	}
	printf("\"];\n");
	if (accpstate[n][j]) printf("  S%d [color=red,style=bold];\n", j);
	else if (progstate[n][j]) printf("  S%d [color=green,style=bold];\n", j);
	if (stopstate[n][j]) printf("  S%d [color=blue,style=bold,shape=box];\n", j);
}

#ifdef VAR_RANGES
#define BYTESIZE	32	/* 2^8 : 2^3 = 256:8 = 32 */

typedef struct Vr_Ptr {
	char	*nm;
	uchar	vals[BYTESIZE];
	struct Vr_Ptr *nxt;
} Vr_Ptr;
Vr_Ptr *ranges = (Vr_Ptr *) 0;

void
logval(char *s, int v)
{	Vr_Ptr *tmp;

	if (v<0 || v > 255) return;
	for (tmp = ranges; tmp; tmp = tmp->nxt)
		if (!strcmp(tmp->nm, s))
			goto found;
	tmp = (Vr_Ptr *) emalloc(sizeof(Vr_Ptr));
	tmp->nxt = ranges;
	ranges = tmp;
	tmp->nm = s;
found:
	tmp->vals[(v)/8] |= 1<<((v)%8);
}

void
dumpval(uchar X[], int range)
{	int w, x, i, j = -1;

	for (w = i = 0; w < range; w++)
	for (x = 0; x < 8; x++, i++)
	{
from:		if ((X[w] & (1<<x)))
		{	printf("%d", i);
			j = i;
			goto upto;
	}	}
	return;
	for (w = 0; w < range; w++)
	for (x = 0; x < 8; x++, i++)
	{
upto:		if (!(X[w] & (1<<x)))
		{	if (i-1 == j)
				printf(", ");
			else
				printf("-%d, ", i-1);
			goto from;
	}	}
	if (j >= 0 && j != 255)
		printf("-255");
}

void
dumpranges(void)
{	Vr_Ptr *tmp;
	printf("\nValues assigned within ");
	printf("interval [0..255]:\n");
	for (tmp = ranges; tmp; tmp = tmp->nxt)
	{	printf("\t%s\t: ", tmp->nm);
		dumpval(tmp->vals, BYTESIZE);
		printf("\n");
	}
}
#endif
