// Package plan turns the numbering plans of libphonenumber's metadata into one minimal automaton
// over digits. It is used by the generator and by the test that holds table.bin against it.
package plan

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// Fiction holds ranges that numbering authorities keep for drama and examples and that are not in
// the plans: national significant numbers.
var fiction = map[string]string{
	"GB": `1632960\d{3}|1134960\d{3}|7700900\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3}`,
	"AU": `(?:2[5]550|[378]5550)\d{4}|491570\d{3}|1800160401|13009757\d{2}`,
	"FR": `19900\d{4}|26191\d{4}|35301\d{4}|46571\d{4}|53649\d{4}|63998\d{4}`,
	"DE": `3023125\d{3}|6990009\d{3}|4066969\d{3}|2214710\d{3}|8999998\d{3}|152288\d{5}|15200\d{6,7}|171392\d{5}`,
	"IE": `2091\d{5}`,
	"SE": `8465004\d{2}|3139006\d{2}|406280[4]\d{2}|9803192\d{2}|701740[6]\d{2}`,
	"HU": `555\d{6}`,
	"US": `[2-9]\d{2}55501\d{2}`,
}

// nationals are the regions whose numbers, written with their national prefix 0, are known without
// a `region:`. Regions outside have few documents or numbers that look like everything else.
var nationals = strings.Fields("AE AT AU BD BE BG CH CN DE EG FI FR GB HR ID IE IL IN IT JP KE KR MY NG NL NZ PH PK RO RS SA SE SI SK TH TR TW UA VN ZA")

// Table returns the file: magic; regions (two letters, root); roots of all numbers behind a plus
// sign, of all of a possible length, and of all with a national prefix; nodes of one bit for "a
// number ends here" and ten targets. All numbers are little-endian uint16, node 0 leads nowhere.
func Table(all *phonenumbers.PhoneMetadataCollection) ([]byte, error) {
	b := newBuilder()
	var regions []string
	roots := map[string]int{}
	var world, possible, national []*nfa
	for _, m := range all.GetMetadata() {
		numbers, err := valid(m)
		if err != nil {
			return nil, fmt.Errorf("region %s: %w", m.GetId(), err)
		}
		code := strconv.Itoa(int(m.GetCountryCode()))
		world = append(world, numbers.after(code))
		possible = append(possible, lengths(m).after(code))
		if m.GetId() == "001" {
			continue
		}
		regions = append(regions, m.GetId())
		roots[m.GetId()] = b.build([]*nfa{numbers, numbers.after(m.GetNationalPrefix())})
		if m.GetNationalPrefix() == "0" && slices.Contains(nationals, m.GetId()) {
			national = append(national, numbers.after("0"))
		}
		if m.GetId() == "IT" { // the 0 belongs to the number
			national = append(national, numbers.withZero())
		}
	}
	slices.Sort(regions)
	tops := []int{b.build(world), b.build(possible), b.build(national)}
	return b.encode(regions, roots, tops)
}

func (b *builder) encode(regions []string, roots map[string]int, tops []int) ([]byte, error) {
	if len(b.nodes) > 1<<15 {
		return nil, fmt.Errorf("%d nodes do not fit", len(b.nodes))
	}
	u16 := binary.LittleEndian.AppendUint16
	out := u16([]byte("tel1"), uint16(len(regions)))
	for _, top := range tops {
		out = u16(out, uint16(top))
	}
	for _, r := range regions {
		out = u16(append(out, r...), uint16(roots[r]))
	}
	for _, n := range b.nodes {
		for d, to := range n.next {
			if d == 0 && n.final {
				to |= 1 << 15 // of the first target
			}
			out = u16(out, uint16(to))
		}
	}
	return out, nil
}

// valid returns the national significant numbers of a region: what the general pattern and the one
// of any type of number match.
func valid(m *phonenumbers.PhoneMetadata) (*nfa, error) {
	var types []string
	for _, d := range []*phonenumbers.PhoneNumberDesc{m.GetFixedLine(), m.GetMobile(), m.GetTollFree(), m.GetPremiumRate(),
		m.GetSharedCost(), m.GetPersonalNumber(), m.GetVoip(), m.GetPager(), m.GetUan(), m.GetVoicemail()} {
		if p := d.GetNationalNumberPattern(); p != "" && p != "NA" {
			types = append(types, "(?:"+p+")")
		}
	}
	n, err := both(m.GetGeneralDesc().GetNationalNumberPattern(), strings.Join(types, "|"))
	if err == nil && fiction[m.GetId()] != "" {
		err = n.or(fiction[m.GetId()])
	}
	return n, err
}

// lengths returns all numbers of the lengths that a region has.
func lengths(m *phonenumbers.PhoneMetadata) *nfa {
	var ways []string
	for _, n := range m.GetGeneralDesc().GetPossibleLength() {
		ways = append(ways, fmt.Sprintf(`\d{%d}`, n))
	}
	n, _ := both(strings.Join(ways, "|"), "")
	if m.GetCountryCode() == 1 { // no area code and no exchange begins with 0 or 1
		n, _ = both(`[2-9]\d{9}`, "")
	}
	return n
}
