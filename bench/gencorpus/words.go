package main

// forms is the number of word forms; real sets of this size use more, but beyond this many the
// rare ones no longer change speed or size.
const forms = 40_000

// common stand at the first ranks, so that filters by stop words and language see English.
var common = []string{"the", "of", "and", "to", "a", "in", "that", "is", "was", "for", "it", "with", "as", "on", "be", "by",
	"at", "this", "had", "not", "are", "but", "from", "or", "have", "an", "they", "which", "one", "were", "all", "there",
	"would", "their", "we", "him", "been", "has", "when", "who", "will", "no", "more", "if", "out", "so", "said", "what",
	"up", "its", "about", "into", "than", "them", "can", "only", "other", "new", "some", "could", "time", "these", "two",
	"may", "then", "do", "first", "any", "my", "now", "such", "like", "our", "over", "man", "me", "even", "most", "made",
	"after", "also", "did", "many", "before", "must", "through", "years", "where", "much", "your", "way", "well", "down",
	"should", "because", "each", "just", "those", "people", "too", "how", "little", "state", "good", "very", "make",
	"world", "still", "own", "see", "work", "long", "here", "get", "both", "between", "life", "being", "under", "never",
	"day", "same", "another", "know", "while", "last", "might", "us", "great", "old", "year", "off", "come", "since", "go",
	"against", "came", "right", "used", "take", "three"}

var (
	onsets  = []string{"b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "w", "st", "tr", "pr", "ch", "sh", "cl", "br", "gr", "qu", "v", "j", "k", "pl", "sp", "th", "fl"}
	nuclei  = []string{"a", "e", "i", "o", "u", "e", "a", "i", "ea", "ou", "ai", "oo", "ee", "io"}
	codas   = []string{"", "n", "r", "t", "l", "s", "", "nd", "st", "m", "ck", "nt", "rt", "ll", "d", "p"}
	endings = []string{"", "", "s", "ed", "ing", "er", "ly", "ion", "ness", "al", "able", "est"}
	accents = []string{"é", "ü", "ö", "ñ", "ç", "à"}
)

// vocabulary returns the forms by rank, all different. Frequent ones are short.
func vocabulary(seed uint64) []string {
	r := rng(seed)
	seen := make(map[string]bool, forms)
	words := make([]string, 0, forms)
	add := func(w string) {
		if !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	for _, w := range common {
		add(w)
	}
	for len(words) < forms {
		add(invent(&r, len(words)))
	}
	return words
}

// invent makes a word of one to three syllables; the further down the ranks, the longer.
func invent(r *rng, rank int) string {
	syllables := 1
	if rank > 600 {
		syllables += r.below(2)
	}
	if rank > 10_000 {
		syllables++
	}
	w := ""
	for range syllables {
		w += onsets[r.below(len(onsets))] + nuclei[r.below(len(nuclei))]
	}
	w += codas[r.below(len(codas))] + endings[r.below(len(endings))]
	if r.below(60) == 0 {
		w += accents[r.below(len(accents))]
	}
	return w
}

// rng is splitmix64: small, fast, the same everywhere.
type rng uint64

func (r *rng) next() uint64 {
	*r += 0x9E3779B97F4A7C15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// below returns a number in [0, n), n < 2^32.
func (r *rng) below(n int) int { return int(r.next() >> 32 * uint64(n) >> 32) }

// mix makes a seed out of two numbers.
func mix(a, b uint64) uint64 {
	r := rng(a ^ b*0xD6E8FEB86659FD93)
	return r.next()
}

// zipfTable is a table in which rank i stands as often as its share of 1/(i+3) says: one look-up
// draws a rank. Integers alone, so that no CPU rounds otherwise.
const zipfTable = 1 << 20

func zipf() []uint16 {
	var total uint64
	for i := range forms {
		total += weight(i)
	}
	table := make([]uint16, 0, zipfTable)
	var sum uint64
	for i := range forms {
		sum += weight(i)
		for upTo := sum * zipfTable / total; uint64(len(table)) < upTo; {
			table = append(table, uint16(i))
		}
	}
	return table
}

func weight(rank int) uint64 { return 1 << 36 / uint64(rank+3) }
