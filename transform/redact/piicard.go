package redact

import "github.com/tamis-data/tamis/internal/scan/check"

// card says whether a number is that of a payment card: a prefix and length that a network issues,
// grouped as on a card or in one piece, with Luhn's digit.
func (x *number) card() bool {
	if x.nd < 13 || x.nd > 19 || x.plus || x.paren || !issued(x.text()) || !check.Luhn(x.text()) {
		return false
	}
	if x.other() {
		return false
	}
	// In one piece sixteen digits with a prefix are a card's in one case of ten by chance; thirteen and
	// nineteen are common for other things, as are other groups.
	return x.n > 1 && x.embossed() && !x.nearby() || x.n == 1 && (x.nd == 15 || x.nd == 16 || x.nd == 14 || x.nd == 19 && x.digits[0] == '6') || x.context().is(cueCard, 4)
}

// nearby says whether the groups are numbers of nearly the same size, as those of a table are.
func (x *number) nearby() bool {
	if !x.shape(4, 4, 4, 4) {
		return false
	}
	low, high := 9999, 0
	for i := 0; i < x.nd; i += 4 {
		v := two(x.digits[i:])*100 + two(x.digits[i+2:])
		low, high = min(low, v), max(high, v)
	}
	return low > 0 && high-low <= 400 && low != high
}

// embossed says whether the digits are grouped as on a card.
func (x *number) embossed() bool {
	return x.sep != 'm' &&
		(x.shape(4, 4, 4, 4) || x.shape(4, 6, 5) || x.shape(4, 6, 4) || x.shape(4, 4, 4, 3) || x.shape(4, 4, 4, 2) || x.shape(4, 4, 4, 4, 3) || x.shape(6, 13) || x.shape(4, 4, 5) || x.shape(8, 8))
}

// networks are the ranges of first digits that the networks issue, and the lengths of their
// numbers, as bits.
var networks = []struct {
	from, to, digits int
	lengths          uint32
}{
	{4, 4, 1, 1<<13 | 1<<16 | 1<<19},                       // Visa
	{51, 55, 2, 1 << 16},                                   // Mastercard
	{2221, 2720, 4, 1 << 16},                               // Mastercard
	{34, 34, 2, 1 << 15},                                   // American Express
	{37, 37, 2, 1 << 15},                                   // American Express
	{6011, 6011, 4, 1<<16 | 1<<19},                         // Discover
	{644, 659, 3, 1<<16 | 1<<19},                           // Discover
	{3528, 3589, 4, 1<<16 | 1<<19},                         // JCB
	{300, 305, 3, 1 << 14},                                 // Diners Club
	{36, 36, 2, 1 << 14},                                   // Diners Club
	{38, 39, 2, 1 << 14},                                   // Diners Club
	{62, 62, 2, 1<<16 | 1<<17 | 1<<18 | 1<<19},             // UnionPay
	{5018, 5020, 4, 1<<16 | 1<<18 | 1<<19},                 // Maestro
	{5893, 5893, 4, 1 << 16},                               // Maestro
	{6304, 6304, 4, 1 << 16},                               // Maestro
	{6759, 6763, 4, 1 << 16},                               // Maestro
	{2200, 2204, 4, 1<<16 | 1<<17 | 1<<18 | 1<<19},         // Mir
	{9792, 9792, 4, 1 << 16},                               // Troy
	{6521, 6522, 4, 1 << 16}, {508227, 508227, 6, 1 << 16}, // RuPay
	{636368, 636368, 6, 1 << 16}, {438935, 438935, 6, 1 << 16}, // Elo
}

func issued(digits []byte) bool {
	for _, n := range networks {
		if n.lengths>>len(digits)&1 == 0 {
			continue
		}
		if head := check.Mod(digits[:n.digits], 1_000_000); head >= n.from && head <= n.to {
			return true
		}
	}
	return false
}

// iban looks for an account number that begins at a place: in one piece, in groups of four, or grouped
// in another way, as the banks of a country do.
func (p *piiScan) iban(i int) int {
	want := check.IBANLength(p.s[i:min(len(p.s), i+2)])
	if want == 0 {
		return 0
	}
	var b [34]byte
	n, end, digits, fours, gaps := 0, i, 0, true, 0
	for n < want {
		switch c := at(p.s, end); {
		case alnumBytes[c]:
			b[n] = c
			n++
			if digitBytes[c] {
				digits++
			}
		case n == 0 || !alnumBytes[at(p.s, end-1)]: // one separator between two
			return 0
		case wideGap(p.s, end) > 0:
			end += wideGap(p.s, end) - 1
			fours = fours && n%4 == 0
			gaps++
		case c == ' ' || c == '-' || c == '.' || c == '/':
			fours = fours && n%4 == 0
			gaps++
		default:
			return 0
		}
		end++
	}
	if !fours && (gaps > 8 || digits*4 < want*3 || p.s[i] >= 'a') {
		return 0 // words with numbers between
	}
	if wordBytes[at(p.s, end)] || !digitBytes[b[2]] || !check.IBAN(b[:n]) {
		return 0
	}
	return p.add(i, end, piiIBAN)
}

// ibanApart looks for an account number whose country stands apart: DE 89 3704 …
func (p *piiScan) ibanApart(i int) int {
	start := i - len("DE ")
	if start < 0 || p.s[i-1] != ' ' || !form(p.s[start:i], "AA ") || wordBytes[at(p.s, start-1)] || digitBytes.End(p.s, i) < i+2 {
		return 0
	}
	return p.iban(start)
}
