package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// Labels of questions and answers: English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish, Russian, Chinese.
var (
	questionLabels = map[string]bool{"q": true, "question": true, "frage": true, "pregunta": true, "domanda": true, "pergunta": true,
		"vraag": true, "fråga": true, "pytanie": true, "вопрос": true, "问": true, "問": true, "p": true, "d": true, "f": true, "v": true, "в": true}
	answerLabels = map[string]bool{"a": true, "answer": true, "antwort": true, "réponse": true, "reponse": true, "respuesta": true, "risposta": true,
		"resposta": true, "antwoord": true, "svar": true, "odpowiedź": true, "ответ": true, "答": true, "r": true, "о": true, "s": true, "o": true}
)

// labelled returns the label of a line (Q: A1. Question 2:), small, and what it says behind it; "" where it has none.
func labelled(said string) (label string, behind int) {
	at := len(said) - len(strings.TrimLeft(said, "*_"))
	start, end := text.NextRun(said[:min(len(said), at+40)], at)
	if start != at || end == start || end-start > 24 {
		return "", 0
	}
	i := end
	for i < len(said) && (said[i] == ' ' || said[i] == '#' || said[i] >= '0' && said[i] <= '9') && i < end+5 {
		i++
	}
	rest := strings.TrimLeft(said[i:], "*_")
	r, n := utf8.DecodeRuneInString(rest)
	if r != ':' && r != '：' && (r != '.' && r != ')' || i != end && end-start > 1) {
		return "", 0
	}
	after := strings.TrimLeft(rest[n:], "*_ \t\u00a0")
	if after == "" || r != '：' && len(after) == len(rest[n:]) || r == '.' && said[start] > 'Z' {
		return "", 0
	}
	return strings.ToLower(said[start:end]), len(said) - len(after)
}

// questions tells questions and answers, labelled or not.
func (p *page) questions() {
	if !p.labelledPairs() {
		p.plainPairs()
	}
}

// labelledPairs takes blocks behind labels of questions that an answer follows; false where there are none.
func (p *page) labelledPairs() (any bool) {
	open := -1
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.kind == tableBlock || b.kind == codeBlock {
			continue
		}
		label, behind := labelled(p.s[b.said:b.to])
		switch {
		case label == "":
		case questionLabels[label] && !(open >= 0 && answerLabels[label]):
			open = i
		case answerLabels[label] && open >= 0 && i-open <= 6:
			q := &p.blocks[open]
			_, at := labelled(p.s[q.said:q.to])
			q.kind, q.level, q.said = questionBlock, 0, q.said+uint32(at)
			b.kind, b.level, b.said = answerBlock, 0, b.said+uint32(behind)
			open, any = -1, true
		}
	}
	return any
}

// faqHeads are what headings above questions say.
var faqHeads = func() *phrases {
	p := new(phrases)
	p.add(1, `frequently asked questions|faq|faqs|q a|q and a|questions and answers|common questions|your questions answered|häufige fragen|häufig gestellte fragen|fragen und antworten
		foire aux questions|questions fréquentes|preguntas frecuentes|domande frequenti|perguntas frequentes|veelgestelde vragen|vanliga frågor|często zadawane pytania|часто задаваемые вопросы|вопросы и ответы`)
	return p
}()

// askingWords begin a question, in several languages.
var askingWords = func() *phrases {
	p := new(phrases)
	p.addWords(1, `who what when where why how which whose whom is are was were do does did can could should would will has have may must am
		wer was wann wo warum wie welche welcher welches ist sind kann muss darf soll gibt wird werden hat haben
		qui que quoi quand où pourquoi comment quel quelle quels quelles est peut faut combien
		quién qué cuándo dónde cómo cuál cuáles cuánto puedo es hay chi cosa quando dove perché come quale quanto
		quem onde porquê qual quanto wie wat wanneer waar waarom hoe welke kan mag vem vad när var varför hur vilken kto co kiedy gdzie dlaczego jak czy
		кто что когда где почему как какой какая какие сколько можно`)
	return p
}()

// plainPairs takes lines that ask, each with its paragraph below: under a heading that says so, or two in a row.
func (p *page) plainPairs() {
	under, level := false, uint8(0)
	for i := 0; i < len(p.blocks); i++ {
		b := &p.blocks[i]
		if b.kind == headingBlock || b.kind == titleBlock {
			if p.faq(b) {
				under, level = true, b.level
				continue
			}
			if b.kind == headingBlock && b.level <= level && !p.asks(b) {
				under = false
			}
		}
		n := p.pairFrom(i, under)
		if n > 0 && (under || p.pairFrom(i+n, false) > 0) {
			i = p.takePairs(i, under) - 1
		}
	}
}

// faq says whether a heading announces questions.
func (p *page) faq(b *block) bool {
	if b.to-b.from > headingMost {
		return false
	}
	p.words = appendWords(p.words[:0], p.s, int(b.from), int(b.to))
	for i := range p.words {
		if v, n := faqHeads.at(p.words, i); v != 0 && n > 0 {
			return true
		}
	}
	return strings.Contains(p.s[b.from:b.to], "Q&A")
}

// takePairs makes questions and answers of the pairs in a row from block i on and returns the block behind them.
func (p *page) takePairs(i int, under bool) int {
	for i < len(p.blocks) {
		n := p.pairFrom(i, under)
		if n == 0 {
			break
		}
		p.blocks[i].kind, p.blocks[i].level = questionBlock, 0
		p.blocks[i+1].kind, p.blocks[i+1].level = answerBlock, 0
		i += n
	}
	return i
}

// pairFrom returns how many blocks the pair has that begins with block i, 0 where none does: a line that asks, its
// answer, and what stands below it before the next question.
func (p *page) pairFrom(i int, under bool) int {
	if i+1 >= len(p.blocks) || !p.asks(&p.blocks[i]) || p.blocks[i+1].kind != paragraphBlock || p.asks(&p.blocks[i+1]) {
		return 0
	}
	if !under && !p.askingWord(&p.blocks[i]) {
		return 0
	}
	for n := 2; i+n < len(p.blocks) && n < 6; n++ {
		switch b := &p.blocks[i+n]; {
		case p.asks(b):
			return n
		case b.kind != paragraphBlock && b.kind != bulletBlock:
			return 2
		}
	}
	return 2
}

// asks says whether a block is a line that ends with a question mark.
func (p *page) asks(b *block) bool {
	if !b.single || b.kind != paragraphBlock && b.kind != headingBlock && b.kind != bulletBlock || b.to-b.from > 240 {
		return false
	}
	said := strings.TrimRight(p.s[b.from:b.to], "*_\"”’ ")
	r, _ := utf8.DecodeLastRuneInString(said)
	return r == '?' || r == '？' || r == '؟' || r == ';' && unicode.Is(unicode.Greek, begins(said))
}

func (p *page) askingWord(b *block) bool {
	r := text.NextWord(p.s[:b.to], int(b.said))
	return askingWords.word(r.Hash) != 0
}
