// Package scan finds the few places of a text that are worth a closer look: bytes of a class, runs
// of a class, words of a list. It knows nothing of what the places mean.
package scan

// Class is a set of bytes.
type Class [256]bool

// Bytes returns the class of these bytes; a pair with a minus between is a range, a minus at the end
// itself: "a-z0-9_-".
func Bytes(set string) *Class {
	var c Class
	for i := 0; i < len(set); i++ {
		if i+2 < len(set) && set[i+1] == '-' {
			for b := int(set[i]); b <= int(set[i+2]); b++ {
				c[b] = true
			}
			i += 2
			continue
		}
		c[set[i]] = true
	}
	return &c
}

// Next returns the first place at or after `at` of a byte of the class, len(s) for none.
func (c *Class) Next(s string, at int) int {
	for ; at+4 <= len(s); at += 4 { // four tests and one branch: prose has none of most classes for long
		if b := s[at : at+4]; c[b[0]] || c[b[1]] || c[b[2]] || c[b[3]] {
			break
		}
	}
	for at < len(s) && !c[s[at]] {
		at++
	}
	return at
}

// End returns where the run of bytes of the class that starts at `at` ends.
func (c *Class) End(s string, at int) int {
	for at < len(s) && c[s[at]] {
		at++
	}
	return at
}

// Start returns where the run of bytes of the class that ends at `end` starts, at most `most` bytes
// before.
func (c *Class) Start(s string, end, most int) int {
	floor := max(0, end-most)
	for end > floor && c[s[end-1]] {
		end--
	}
	return end
}

// LongRun returns the next run of at least n bytes of the class at or after `at`, which is taken for
// the border of a run; both ends are len(s) where there is none. It looks at every n-th byte until
// one is of the class.
func (c *Class) LongRun(s string, at, n int) (start, end int) {
	for probe := at + n - 1; probe < len(s); {
		if !c[s[probe]] {
			at, probe = probe+1, probe+n
			continue
		}
		start = probe
		for start > at && c[s[start-1]] {
			start--
		}
		end = c.End(s, probe+1)
		if end-start >= n {
			return start, end
		}
		at, probe = end, end+n-1
	}
	return len(s), len(s)
}
