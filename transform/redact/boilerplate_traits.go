package redact

import "math/bits"

// traits are what a text says of itself: how much of it is a page's own words, of which senses, in what shape.
type traits struct {
	words        int // a character of a script without spaces is half a word
	letters      int
	known        int // letters of words of the lists and of function words
	names        int // letters of unknown words with a capital
	odd          int // unknown words without one
	nameWords    int
	listed       int // words of the lists, glue aside
	bound        int // function words that stand in no name
	digits       int // tokens of digits alone
	counts       [48]uint8
	senses       wordSense
	kinds        [8]wordSense // of the first words of the lists
	kindsSeen    int
	first, last  wordSense // of the first and the last token
	phrase       int       // tokens of the phrase that it begins with
	parts, ui    int       // parts between separators; those that say nothing of their own
	longest      int       // tokens of the longest part
	arrows, bars int
	pointed      bool // an arrow stands anywhere
	colon        int  // tokens before the first colon, 0 for none
	colonKnown   bool
	stop         bool // a sentence ends within
	ends         bool // or behind the last word
	caseless     int  // tokens of scripts without capitals
	capitals     int  // tokens with a capital
	labels       int  // tokens of phrases that are a line by themselves
	tokens       int
	marked       bool // begins as headings and items of lists do
	asks         bool // the last sign is a question mark
}

// count returns how many words of the text have one of the senses.
func (f *traits) count(senses wordSense) (n int) {
	for set := senses & f.senses; set != 0; set &= set - 1 {
		n += int(f.counts[bits.TrailingZeros64(uint64(set))])
	}
	return n
}

func (f *traits) has(senses wordSense) bool { return f.senses&senses != 0 }

// cover returns the share of letters that are a page's own words; names count neither way.
func (f *traits) cover() float64 {
	if f.letters <= f.names {
		return 0
	}
	return float64(f.known) / float64(f.letters-f.names)
}

// plain says that a short line holds words of the given senses and glue alone, two at least, and is no
// sentence.
func (f *traits) plain(senses wordSense) bool {
	return f.only(0) && f.words >= 2 && f.words <= 5 && !f.stop && !f.ends && f.foreign(senses|senseGlue|sensePage|senseLead) == 0
}

// pair says that a short line holds a word of each of two senses, beside them those that also lists, and is no sentence.
func (f *traits) pair(one, two, also wordSense) bool {
	return f.has(one) && f.has(two) && f.odd+f.nameWords+f.digits+f.colon == 0 && f.words > 1 && f.words <= 6 && !f.ends && !f.stop && !f.marked &&
		f.foreign(one|two|also|senseGlue|sensePage) == 0
}

// foreign returns how many words have none of the senses.
func (f *traits) foreign(senses wordSense) (n int) {
	for i := range f.kinds[:f.kindsSeen] {
		if f.kinds[i]&senses == 0 {
			n++
		}
	}
	return n
}

// only says that every word is a page's own, names aside, of which there are at most so many.
func (f *traits) only(names int) bool { return f.odd == 0 && f.nameWords <= names && f.listed > 0 }

// observe reads the traits of tokens.
func (f *traits) observe(tokens []token) {
	*f = traits{}
	wide, part, own, upper := 0, 0, false, 0
	for i := range tokens {
		tok := &tokens[i]
		if i > 0 && f.parted(tok.gap, i, own || part == 0) {
			f.endPart(part, own)
			part, own = 0, false
		}
		part++
		f.word(tok)
		if tok.form&tokenWide != 0 {
			wide++
		}
		if tok.form&tokenUpper != 0 {
			upper++
		}
		own = own || tok.senses == 0 && tok.form&(tokenDigits|tokenFunction) == 0
	}
	f.endPart(part, own)
	f.words, f.tokens = len(tokens)-wide+wide/2, len(tokens)
	if len(tokens) > 8 && upper*2 > len(tokens) {
		f.odd, f.nameWords, f.names = f.odd+f.nameWords, 0, 0 // capitals name nothing there
	}
	if len(tokens) > 0 {
		f.first, f.last = tokens[0].senses, tokens[len(tokens)-1].senses
		for f.phrase = 1; f.phrase < len(tokens) && tokens[f.phrase].form&tokenLater != 0; {
			f.phrase++
		}
	}
}

// parted notes what stands before token i and says whether a new part begins with it.
func (f *traits) parted(gap byte, i int, own bool) bool {
	switch gap {
	case '|':
		f.bars++
		return true
	case '>':
		f.arrows++
		return true
	case ':':
		if f.colon == 0 {
			f.colon, f.colonKnown = i, f.odd+f.nameWords == 0
		}
		return true
	case '.':
		f.stop = true
		return true
	case '-', ',':
		return true
	}
	return false
}

func (f *traits) endPart(n int, own bool) {
	if n == 0 {
		return
	}
	f.parts++
	f.longest = max(f.longest, n)
	if !own {
		f.ui++
	}
}

// word adds one token.
func (f *traits) word(tok *token) {
	f.letters += int(tok.letters)
	if tok.form&tokenCapital != 0 {
		f.capitals++
	}
	if tok.form&tokenCaseless != 0 {
		f.caseless++
	}
	switch {
	case tok.senses != 0:
		f.known += int(tok.letters)
		f.senses |= tok.senses
		if tok.senses&senseLabel != 0 {
			f.labels++
		}
		if tok.senses&^(senseGlue|sensePage|senseLead|senseOnly|pairSenses) != 0 {
			f.listed++
		}
		if tok.form&tokenLater == 0 {
			if f.kindsSeen < len(f.kinds) {
				f.kinds[f.kindsSeen] = tok.senses
				f.kindsSeen++
			}
			for set := tok.senses; set != 0; set &= set - 1 {
				if n := &f.counts[bits.TrailingZeros64(uint64(set))]; *n < 255 {
					*n++
				}
			}
		}
	case tok.form&tokenFunction != 0:
		f.known += int(tok.letters)
		if tok.form&tokenParticle == 0 {
			f.bound++
		}
	case tok.letters == 0, tok.form&tokenDigits != 0 && tok.letters <= 2:
		f.digits++ // 18h22, 6pm
	case tok.form&tokenCapital != 0:
		f.names += int(tok.letters)
		f.nameWords++
	case tok.letters > 1 || tok.form&(tokenWide|tokenCaseless) != 0: // s. r. o. says nothing
		f.odd++
	}
}
