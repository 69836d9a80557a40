package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// listed returns the form that the built-in lists give a word of an English text.
func (m *mender) listed(i int, word string) (string, uint8) {
	w := m.walk
	switch {
	case months[word], days[word]:
		return raised(word, m.tongue), kindCalendar
	case monthsOrWords[word]:
		if m.isMonth(i, word) {
			return raised(word, m.tongue), kindCalendar
		}
	case nations[word], adjectives[word]:
		if i+1 < len(w.words) && w.words[i+1].joined == ' ' && afterNation[word][w.page.s[w.words[i+1].start:w.words[i+1].end]] {
			return "", 0
		}
		return raised(word, m.tongue), kindNation
	case secondWords[word] != nil:
		behind := w.behind(i)
		for _, first := range secondWords[word] {
			if behind == first && (!beforeNames[word] || w.before(i) != "") {
				return raised(word, m.tongue), kindNation
			}
		}
	}
	if titles[word] && m.titled(i) {
		return raised(word, m.tongue), kindName
	}
	if officeOf[word] && i+2 < len(w.words) && w.words[i+1].joined == ' ' && w.words[i+2].joined == ' ' && w.words[i+2].shape == titleShape &&
		w.page.s[w.words[i+1].start:w.words[i+1].end] == "of" && officeWords[strings.ToLower(w.page.s[w.words[i+2].start:w.words[i+2].end])] {
		return raised(word, m.tongue), kindName
	}
	if officeWords[word] && offices[w.of(i)] && w.before(i) != "" {
		return raised(word, m.tongue), kindName
	}
	return "", 0
}

// titled says whether a title stands right before a name, behind a small function word.
func (m *mender) titled(i int) bool {
	w := m.walk
	if i == 0 || w.before(i) == "" || w.words[i].joined != ' ' || w.words[i-1].shape != smallWord || w.words[i+1].shape != titleShape {
		return false
	}
	before := w.page.s[w.words[i-1].start:w.words[i-1].end]
	return text.English.Has(before) && !beforeTitle[before] && !nations[strings.ToLower(w.before(i))]
}

// isMonth says whether may, march or august is the month here: beside a number, or behind a
// preposition of time with nothing behind it that a verb would have.
func (m *mender) isMonth(i int, word string) bool {
	w, s := m.walk, m.walk.page.s
	c := &w.words[i]
	alone := i+1 == len(w.words) || w.words[i+1].joined != ' ' || w.words[i+1].shape != smallWord || monthFollows[s[w.words[i+1].start:w.words[i+1].end]]
	if number(s, c.end, w.end) || alone && numberBefore(s, c.start, w.start) {
		return true
	}
	if c.joined == '-' {
		return true // mid-august: what stands before the hyphen was looked at
	}
	if i == 0 || c.joined != ' ' {
		return false
	}
	before := strings.ToLower(s[w.words[i-1].start:w.words[i-1].end])
	if !timeWords[before] || before == "last" && word != "august" {
		return false
	}
	if i+1 == len(w.words) || w.words[i+1].joined != ' ' {
		return true
	}
	next := s[w.words[i+1].start:w.words[i+1].end]
	return monthFollows[next] || word == "august" && before == "in"
}

var timeWords = wordsOf("in since until till by during early late mid last next before after every each from through throughout")

var monthFollows = wordsOf("of and when after before as with by to at on or the this last when where while they he she it we his her their")

// number says whether a space and a day or year stand behind a word; numberBefore a day before it.
func number(s string, at, end int) bool {
	n := 0
	if at+1 < end && s[at] == ',' && s[at+1] == ' ' {
		at++
	}
	if at >= end || s[at] != ' ' {
		return false
	}
	for at++; at < end && s[at] >= '0' && s[at] <= '9'; at++ {
		n++
	}
	return n >= 1 && n <= 2 || n == 4
}

func numberBefore(s string, at, start int) bool {
	k := at - 1
	if k < start || s[k] != ' ' {
		return false
	}
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if k-2 > start && s[k-2:k] == suffix {
			k -= 2
			break
		}
	}
	n := 0
	for k > start && s[k-1] >= '0' && s[k-1] <= '9' || k == start+1 && s[start] >= '0' && s[start] <= '9' {
		n++
		k--
	}
	return n >= 1 && n <= 2 && (k <= start || s[k-1] == ' ' || s[k-1] == '(')
}
