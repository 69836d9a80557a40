package label

import (
	"sort"
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// dropSource takes out signs in source text: in what is marked as code, and in lines that read like it. It is asked of
// the signs alone, so that a text without any costs nothing.
func (r *reader) dropSource() {
	if len(r.signs) == 0 {
		return
	}
	r.marked = text.AppendCode(r.marked[:0], r.s)
	kept := r.signs[:0]
	line := sourceLine{end: -1}
	for _, g := range r.signs {
		if !r.inMarked(int(g.start)) && !line.isSource(r.s, int(g.start)) {
			kept = append(kept, g)
		}
	}
	r.signs = kept
}

// inMarked says whether a place is marked as code.
func (r *reader) inMarked(at int) bool {
	i := sort.Search(len(r.marked), func(i int) bool { return r.marked[i].End > at })
	return i < len(r.marked) && r.marked[i].Start <= at
}

// sourceLine is the line that was looked at last; signs come in order.
type sourceLine struct {
	from, end int
	source    bool
}

func (l *sourceLine) isSource(s string, at int) bool {
	if at < l.from || at > l.end {
		l.from, l.end = lineAround(s, at)
		l.source = text.InSource(s, l.from, l.end)
	}
	return l.source
}

func lineAround(s string, at int) (from, end int) {
	from = strings.LastIndexByte(s[:at], '\n') + 1
	end, _ = text.NextLine(s, at)
	return from, end
}
