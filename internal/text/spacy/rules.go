package spacy

import "strings"

// rules collects the special cases: strings that are cut in a certain way or not at all.
type rules struct{ cases map[string][]string }

// add notes the parts of a special case, with both apostrophes where it has one.
func (r *rules) add(parts ...string) {
	s := strings.Join(parts, "")
	r.cases[s] = parts
	if !strings.Contains(s, "'") {
		return
	}
	curly := make([]string, len(parts))
	for i, p := range parts {
		curly[i] = strings.ReplaceAll(p, "'", "’")
	}
	r.cases[strings.Join(curly, "")] = curly
}

// whole notes special cases of one token.
func (r *rules) whole(list string) {
	for _, s := range strings.Fields(list) {
		r.add(s)
	}
}

// join notes each stem, small and with a capital, before each ending, with its apostrophes and without.
func (r *rules) join(stems string, endings ...[]string) {
	for _, stem := range strings.Fields(stems) {
		for _, stem := range []string{stem, strings.ToUpper(stem[:1]) + stem[1:]} {
			for _, ending := range endings {
				bare := []string{stem}
				for _, e := range ending {
					bare = append(bare, strings.ReplaceAll(e, "'", ""))
				}
				r.add(append([]string{stem}, ending...)...)
				r.add(bare...)
			}
		}
	}
}

func specialCases() map[string][]string {
	r := rules{cases: map[string][]string{}}
	r.contractions()
	r.abbreviations()
	r.times()
	r.emoticons()
	return r.cases
}

// contractions: who takes which ending. Words that a bare ending would make of others stay whole.
func (r *rules) contractions() {
	will, willHave := []string{"'ll"}, []string{"'ll", "'ve"}
	would, wouldHave := []string{"'d"}, []string{"'d", "'ve"}
	have, are, is := []string{"'ve"}, []string{"'re"}, []string{"'s"}
	not, notHave := []string{"n't"}, []string{"n't", "'ve"}

	r.join("i", []string{"'m"}, []string{"'m", "a"})
	r.join("i you he she it we they", will, willHave, would, wouldHave)
	r.join("i you we they", have)
	r.join("you we they", are)
	r.join("he she it", is)

	r.join("who what when where why how there that this", is)
	r.join("who what when where why how there these those", are, have)
	r.join("who what when where why how there that this these those", will, willHave, would, wouldHave)

	r.join("ca could do does did had may might must need ought sha should wo would", not, notHave)
	r.join("ai are is was were have has dare", not)
	r.join("could might must should would not", have)

	for _, s := range strings.Fields("Ill ill Its its Hell hell Shell shell Shed shed Were were Well well Whore whore") {
		delete(r.cases, s)
	}
	r.odd()
}

// odd: contractions that follow no table.
func (r *rules) odd() {
	r.add("y'", "all")
	r.add("y", "all")
	for _, w := range [][]string{{"how", "'d", "'y"}, {"can", "not"}, {"gon", "na"}, {"got", "ta"}, {"let", "'s"}, {"c'm", "on"}} {
		r.add(w...)
		r.add(append([]string{strings.ToUpper(w[0][:1]) + w[0][1:]}, w[1:]...)...)
	}
	for _, w := range strings.Fields("doin goin havin lovin nothin nuthin ol somethin") {
		w = strings.TrimSpace(w)
		capital := strings.ToUpper(w[:1]) + w[1:]
		r.whole(w + " " + w + "' " + capital + " " + capital + "'")
	}
	r.whole("em 'em ll 'll nuff 'nuff 's 'S ‘s ‘S 'd 're 'bout and/or w/o ma'am Ma'am o'clock O'clock")
	r.whole("'cause 'Cause 'cos 'Cos 'coz 'Coz 'cuz 'Cuz")
}

func (r *rules) abbreviations() {
	for c := 'a'; c <= 'z'; c++ {
		r.add(string(c) + ".")
	}
	r.whole("ä. ö. ü.")
	r.whole("Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec.")
	r.whole("Ak. Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ia. Id. Ill. Ind. Kan. Kans. Ky. La. Mass. Md. Mich. " +
		"Minn. Miss. Mo. Mont. N.C. N.D. N.H. N.J. N.M. N.Y. Neb. Nebr. Nev. Okla. Ore. Pa. S.C. Tenn. Va. Wash. Wis. D.C.")
	r.whole("Adm. Dr. Gen. Gov. Jr. Messrs. Mr. Mrs. Ms. Ph.D. Prof. Rep. Rev. Sen. St. Mt.")
	r.whole("Bros. co. Co. Corp. Inc. Ltd. a.m. p.m. e.g. E.g. E.G. i.e. I.e. I.E. vs. v.s. C++")
	for _, scale := range strings.Split("cfkCFK", "") {
		r.add("°", scale, ".")
	}
}

func (r *rules) times() {
	for _, hour := range strings.Fields("1 2 3 4 5 6 7 8 9 10 11 12") {
		for _, half := range strings.Fields("am a.m. pm p.m.") {
			r.add(hour, half)
		}
	}
}

// emoticons: eyes, nose and mouth, their mirror images, and faces that look straight ahead.
func (r *rules) emoticons() {
	r.faces(":", ") )) ))) ( (( ((( ] } / | P p O o 0 * 3 > X x D")
	r.faces(":'", ") (")
	r.faces(";", ") D")
	r.faces("8", ") D")
	for _, nose := range []string{"", "-"} {
		for _, face := range []string{"( :", "( ;", "[ :", ") :"} {
			r.add(strings.Replace(face, " ", nose, 1))
		}
	}
	r.whole(`=) =( =] =[ =/ =| =3 =D (= [= ]= (-8 :1 :() :o) (o: >:( >:o xD XD xDD XDD <3 <33 <333 </3`)
	r.whole(`^_^ ^__^ ^___^ >.< >.> <.< ._. ;_; -_- -__- v.v V.V v_v V_V @_@ (^_^) (-_-) (._.) (>_<) (*_*) (¬_¬)`)
	r.whole(`o_o o_O O_o O_O o.o o.O O.o O.O 0_0 0_o o_0 0.0 0.o o.0 ಠ_ಠ ಠ︵ಠ (ಠ_ಠ) ¯\(ツ)/¯ (╯°□°）╯︵┻━┻ ><(((*>`)
	r.whole(`' '' \") \t \n <space> —`)
}

func (r *rules) faces(eyes, mouths string) {
	for _, mouth := range strings.Fields(mouths) {
		r.add(eyes + mouth)
		r.add(eyes + "-" + mouth)
	}
}
