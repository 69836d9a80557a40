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
		return raise, kindCalendar
	case monthsOrWords[word]:
		if m.isMonth(i, word) {
			return raise, kindCalendar
		}
	case acronyms[word]:
		return strings.ToUpper(word), kindName
	case placesOrWords[word]:
		if m.isPlace(i) {
			return raise, kindNation
		}
	case nationPrefixes[word]:
		if i+1 < len(w.words) && w.words[i+1].joined == '-' && (w.words[i+1].capital() || adjectives[w.said(&w.words[i+1])]) {
			return raise, kindNation
		}
	case politeWords[word]:
		if i+1 < len(w.words) && (w.words[i+1].joined == ' ' || w.words[i+1].begins == atStop) && w.words[i+1].function == 0 && !m.technical() {
			return raise, kindName
		}
	case word == "polish":
		if m.isPolish(i) {
			return raise, kindNation
		}
	case nations[word], adjectives[word]:
		if i+1 < len(w.words) && w.words[i+1].joined == ' ' && afterNation[word][w.page.s[w.words[i+1].start:w.words[i+1].end]] {
			return "", 0
		}
		return raise, kindNation
	case secondWords[word] != nil:
		behind := w.said(w.behind(i))
		for _, first := range secondWords[word] {
			if behind == first && (!beforeNames[word] || w.before(i) != nil) {
				return raise, kindNation
			}
		}
	}
	if titles[word] && m.titled(i) {
		return raise, kindName
	}
	if officeOf[word] && i+2 < len(w.words) && w.words[i+1].joined == ' ' && w.words[i+2].joined == ' ' && w.words[i+2].shape == text.Title &&
		w.page.s[w.words[i+1].start:w.words[i+1].end] == "of" && officeWords[strings.ToLower(w.page.s[w.words[i+2].start:w.words[i+2].end])] {
		return raise, kindName
	}
	if officeWords[word] && w.office(i) && w.before(i) != nil {
		return raise, kindName
	}
	return "", 0
}

// isPlace says whether a word that is also a country is one here: behind a preposition of place, before the
// end of a phrase.
func (m *mender) isPlace(i int) bool {
	w := m.walk
	if i == 0 || w.words[i].joined != ' ' || !placeBefore[strings.ToLower(w.said(&w.words[i-1]))] {
		return false
	}
	return i+1 == len(w.words) || w.words[i+1].joined != ' ' || w.words[i+1].function.Holds(text.English) && w.words[i+1].shape == text.Small || w.words[i+1].joined == '\''
}

// isPolish says whether polish is the people's adjective here: between an article and a noun.
func (m *mender) isPolish(i int) bool {
	w := m.walk
	if i == 0 || i+1 == len(w.words) || w.words[i].joined != ' ' || w.words[i+1].joined != ' ' || w.words[i+1].function != 0 {
		return false
	}
	return articles[strings.ToLower(w.said(&w.words[i-1]))] && !afterPolish[w.said(&w.words[i+1])]
}

var (
	politeWords = wordsOf("mr mrs ms")
	articles    = wordsOf("the a this that its his her their our and of by with for from both")
	afterPolish = wordsOf("remover removers up off applied left")
)

// office says whether a word that belongs to the name of an office stands before "of" and word i.
func (w *walk) office(i int) bool {
	of := w.of(i)
	return of != nil && offices[w.page.s[of.start:w.words[i-1].end]]
}

// titled says whether a title stands right before a name, behind a small function word.
func (m *mender) titled(i int) bool {
	w := m.walk
	if i == 0 || w.before(i) == nil || w.words[i].joined != ' ' || w.words[i-1].shape != text.Small || w.words[i+1].shape != text.Title {
		return false
	}
	before := w.said(&w.words[i-1])
	return w.words[i-1].function.Holds(text.English) && !beforeTitle[before] && !nations[strings.ToLower(w.said(w.before(i)))]
}

// isMonth says whether may, march or august is the month here: beside a number, or behind a
// preposition of time with nothing behind it that a verb would have.
func (m *mender) isMonth(i int, word string) bool {
	w, s := m.walk, m.walk.page.s
	c := &w.words[i]
	alone := i+1 == len(w.words) || w.words[i+1].joined != ' ' || w.words[i+1].shape != text.Small || monthFollows[s[w.words[i+1].start:w.words[i+1].end]]
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

const timeList = "in since until till by during early late mid last next before after every each from through throughout"

var timeWords, timeHashes = wordsOf(timeList), hashesOf(timeList)

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
