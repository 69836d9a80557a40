package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// within finds what is to be cut of a unit that stays: sentences at its ends, brackets, a dateline.
func (b *boiler) within(u *unit, s string, h hits) {
	from, to := 0, len(s)
	if b.kinds>>boilDatelines&1 != 0 {
		from = b.dateline(u, s)
	}
	if h.first < nearEnd {
		from = b.sentencesBefore(u, s, from, h)
	}
	if h.last > len(s)-nearEnd {
		to = b.sentencesBehind(s, from, h)
	}
	b.brackets(u, s, from, to)
	if to < len(s) {
		b.tailCuts(u, s, to)
	}
}

// sentence judges a sentence of a paragraph, which must say nothing of its own.
func (b *boiler) sentence(s string) uint8 {
	if len(s) > 2*lookEnds || len(s) < 4 || s[0] == '<' {
		return boilNone
	}
	b.rd.read(s)
	f := &b.f
	f.observe(b.rd.tokens)
	f.ends = endsSentence(s)
	kind := judgeLine(f, b.kinds)
	cover := f.cover()
	switch kind {
	case boilConsent:
		return keepIf(kind, f.has(senseCookie|senseTech) && f.count(sensePage) > 0 && cover >= .7)
	case boilCopyright:
		return keepIf(kind, f.digits > 0 && f.has(senseRights) || f.count(senseRights) > 1 && cover >= .7 || f.has(senseRights) && f.phrase == f.words)
	case boilShare:
		return keepIf(kind, cover >= .9 && f.odd == 0 && f.has(senseNet))
	case boilSubscribe:
		return keepIf(kind, cover >= .95 && f.odd == 0 && f.has(senseLetter))
	case boilSignIn:
		return keepIf(kind, cover >= .95 && f.odd == 0 && f.words > 3)
	case boilReadMore:
		return keepIf(kind, f.only(0) && f.words <= 6 && f.words > 1 && f.first&(senseMore|senseAlso) != 0 && !strings.HasSuffix(s, "."))
	case boilSource, boilAdvert:
		return keepIf(kind, f.words > 1)
	case boilApp:
		return keepIf(kind, f.count(senseApp) > 1)
	case boilComments:
		return keepIf(kind, f.words > 2 && f.first&senseComment != 0)
	}
	return boilNone
}

func keepIf(kind uint8, ok bool) uint8 {
	if ok {
		return kind
	}
	return boilNone
}

// sentencesBefore cuts sentences at the beginning and returns where the text begins.
func (b *boiler) sentencesBefore(u *unit, s string, from int, h hits) int {
	for range 4 {
		end := sentenceEnd(s, from, min(len(s), from+lookEnds))
		if end >= len(s) || h.first >= end {
			break
		}
		kind := b.sentence(strings.TrimSpace(s[from:end]))
		if kind == boilNone {
			break
		}
		b.cuts = append(b.cuts, cut{int(u.start) + from, int(u.start) + end, kind})
		from = end
	}
	return from
}

// sentencesBehind returns where the sentences at the end begin that are to be cut.
func (b *boiler) sentencesBehind(s string, from int, h hits) int {
	end := len(s)
	for range 6 {
		start := lastSentence(s, max(from, end-lookEnds), end)
		if start <= from || h.last < start && end == len(s) || b.sentence(strings.TrimSpace(s[start:end])) == boilNone {
			break
		}
		end = start
	}
	return end
}

// lastSentence returns where the last sentence of s[from:end] begins, from where there is but one.
func lastSentence(s string, from, end int) int {
	for from < end && !utf8.RuneStart(s[from]) {
		from++
	}
	start := from
	for at := from; at < end; {
		next := sentenceEnd(s, at, end)
		if strings.TrimSpace(s[next:end]) == "" {
			break
		}
		at, start = next, next
	}
	return start
}

// tailCuts notes the sentences from a place on, one by one, with the blanks before them.
func (b *boiler) tailCuts(u *unit, s string, at int) {
	for at < len(s) {
		end := sentenceEnd(s, at, len(s))
		kind := b.sentence(strings.TrimSpace(s[at:end]))
		if kind == boilNone {
			return
		}
		start, stop := at, end
		for stop > start && s[stop-1] == ' ' {
			stop--
		}
		if b.masks[kind] == "" {
			for start > 0 && s[start-1] == ' ' {
				start--
			}
		}
		if n := len(b.cuts); n > 0 && b.cuts[n-1].end > int(u.start)+start {
			start = b.cuts[n-1].end - int(u.start)
		}
		b.cuts = append(b.cuts, cut{int(u.start) + start, int(u.start) + stop, kind})
		at = end
	}
}

// longestBracket is the most that a bracket may hold, in bytes.
const longestBracket = 60

// brackets cuts what stands in brackets and is a link without its address: (source link), [Read more].
func (b *boiler) brackets(u *unit, s string, at, end int) {
	for at < end {
		if at = nextBracket(s, at, end); at == end {
			return
		}
		open := sizeAt(s, at)
		stop := strings.IndexAny(s[at:min(end, at+longestBracket)], ")]）】")
		if stop < 0 {
			at += open
			continue
		}
		stop += at + sizeAt(s, at+stop)
		if kind := b.bracketed(s[at:stop]); kind != boilNone && (stop == len(s) || s[stop] != '(' && s[stop] != '[') {
			start := at
			if b.masks[kind] == "" && start > 0 && s[start-1] == ' ' {
				start--
			}
			b.cuts = append(b.cuts, cut{int(u.start) + start, int(u.start) + stop, kind})
			at = stop
			continue
		}
		at += open
	}
}

// nextBracket returns the next place of an opening bracket, end where there is none.
func nextBracket(s string, at, end int) int {
	for ; at < end; at++ {
		switch c := s[at]; {
		case c == '(', c == '[':
			return at
		case c == 0xEF && strings.HasPrefix(s[at:], "（"), c == 0xE3 && strings.HasPrefix(s[at:], "【"):
			return at
		}
	}
	return end
}

func (b *boiler) bracketed(s string) uint8 {
	b.rd.read(s)
	b.f.observe(b.rd.tokens)
	switch {
	case b.f.words > 5 || !b.f.only(0):
		return boilNone
	case b.f.has(senseSource) && b.kinds>>boilSource&1 != 0:
		return boilSource
	case b.f.first&(senseMore|senseAlso) != 0 && b.f.words > 1 && b.kinds>>boilReadMore&1 != 0:
		return boilReadMore
	}
	return boilNone
}

// dateline cuts a place in capitals, with a date, before an agency in brackets and a dash; it returns
// where the text begins.
func (b *boiler) dateline(u *unit, s string) int {
	head := s[:min(len(s), 80)]
	end, size := -1, 0
	for _, dash := range []string{" — ", " – ", " - ", " -- ", "— ", "– "} {
		if n := strings.Index(head, dash); n > 0 && (end < 0 || n < end) {
			end, size = n, len(dash)
		}
	}
	if end < 4 || len(s)-end < 40 {
		return 0
	}
	place := head[:end]
	r, _ := utf8.DecodeRuneInString(place)
	if !unicode.IsUpper(r) {
		return 0
	}
	b.rd.read(place)
	b.f.observe(b.rd.tokens)
	agency := strings.HasSuffix(place, ")") && b.f.has(senseCredit)
	upper := b.rd.tokens[0].form&tokenUpper != 0
	if b.f.odd > 0 || b.f.words > 9 || !agency && (!upper || b.f.digits == 0 && len(b.rd.tokens) > 3) {
		return 0
	}
	b.cuts = append(b.cuts, cut{int(u.start), int(u.start) + end + size, boilDatelines})
	return end + size
}
