package label

import (
	"strings"

	"github.com/tamis-data/tamis/internal/language"
	"github.com/tamis-data/tamis/schema"
)

// eachParagraph judges the paragraphs of a document, writes them and returns the language of most bytes.
func (l *languages) eachParagraph(d *schema.Doc, j *judge) verdict {
	text, spans := d.Str(l.on[0]), []schema.Value{}
	var shares shares
	paragraphs(text, func(start, end int) {
		j.add(text[start:end], l.sample)
		v := j.result()
		shares.add(v, int64(end-start))
		if len(spans) == mostLines { // a text of nothing but short paragraphs
			return
		}
		spans = append(spans, schema.StructValue(schema.Int32Value(int32(start)), schema.Int32Value(int32(end)),
			schema.Int32Value(0), schema.Int32Value(0), schema.StringValue(v.language)))
	})
	d.Set(l.paragraphs, schema.ListValue(spans))
	return shares.most()
}

// shares sums up how many bytes of a document are in which language.
type shares struct {
	of    []share // in the order in which they came
	bytes int64
}

type share struct {
	language     string
	bytes, score int64 // score: thousandths times bytes
}

func (s *shares) add(v verdict, bytes int64) {
	s.bytes += bytes
	for i := range s.of {
		if s.of[i].language == v.language {
			s.of[i].bytes += bytes
			s.of[i].score += bytes * v.score
			return
		}
	}
	s.of = append(s.of, share{v.language, bytes, bytes * v.score})
}

// most returns the language of most bytes, the first of equal ones; what is unsure counts where there is nothing else.
func (s *shares) most() verdict {
	best := share{language: language.Undetermined}
	for _, x := range s.of {
		if x.language != language.Undetermined && x.bytes > best.bytes {
			best = x
		}
	}
	if best.bytes == 0 {
		return verdict{language: best.language}
	}
	return verdict{language: best.language, score: (best.score + s.bytes/2) / s.bytes}
}

// paragraphs hands over the stretches between blank lines, without the white space around them.
func paragraphs(text string, each func(start, end int)) {
	start, end, at := -1, 0, 0
	for line := range strings.Lines(text) {
		said := strings.TrimSpace(line)
		switch {
		case said == "" && start >= 0:
			each(start, end)
			start = -1
		case said != "":
			from := at + strings.Index(line, said)
			if start < 0 {
				start = from
			}
			end = from + len(said)
		}
		at += len(line)
	}
	if start >= 0 {
		each(start, end)
	}
}
