package garble

import (
	"fmt"
	"strings"
)

// Negatives returns what looks like damage and is none: sentences and blocks that every step must
// leave as they are. Rooms in which one would be damage, or a matter of opinion, are left out.
func Negatives() []Negative {
	return append(sentenceNegatives(), blockNegatives()...)
}

// Said returns a negative whose sentence is drawn from patterns.
func Said(kind string, patterns ...string) Negative {
	return Negative{Kind: kind, Make: func(r *Rand) string { return r.Shapes(patterns) }}
}

// Set returns a negative that stands alone.
func Set(kind string, patterns ...string) Negative {
	n := Said(kind, patterns...)
	n.Block = true
	return n
}

// Except says in which rooms the negative is none.
func (n Negative) Except(rooms ...string) Negative {
	n.Not = rooms
	return n
}

func sentenceNegatives() []Negative {
	return []Negative{
		Said("order number", "Your order 2023-‹d6›-‹d4› has left the warehouse.", "Invoice no. ‹d8› is due on the 14th.", "Ticket #‹d5› was closed, see also ‹d5›."),
		Said("version", "Version 4.18.0.‹n› fixes the crash.", "We still run 10.0.0.1-rc2 of the parser, not 10.0.1.", "Upgrade from v1.‹n›.3 to v2.0.0 first.", "Firmware 2.‹n›.‹d3›.‹n› is needed."),
		Said("date", "It happened on 12.06.2024, not on 2024-06-13.", "The copy is dated 3/4/1987, 14:05 local time.", "Opened 1999-12-31, closed 2000-01-01."),
		{Kind: "isbn", Make: isbn},
		Said("issn", "The second edition (ISSN 2049-36‹D2›) is out of print."),
		Said("coordinates", "The wreck lies at 54.‹d4›, 10.‹d4›, in nine metres of water.", "The hut stands at 47° 12′ ‹n›″ N, 11° 3′ 20″ E."),
		Said("phone-like", "The series 3141 5926 5358 continues without a pattern.", "Lots 555 to 601 were sold for 1 200 450 crowns.", "Between 1914-1918 and 1939-1945 nothing was built.", "The score was 202-555 after 14 rounds."),
		Said("less than", "It holds whenever a < b and c > d.", "For x <= ‹n› or y >= ‹n› there is no limit.", "If n<2 then stop, else take n-1."),
		Said("generics", "The function returns a List<String>, not a Map<String, Integer>.", "A vector<int> would do, or an Option<T>.", "Write x -> y for the function and a <-> b for the relation."),
		Said("brand", "Her iPhone rang while the eBook was loading.", "YouTube and GitHub were down, LaTeX was not.", "The McDonnells bought an iMac on eBay.", "They moved from MySQL to PostgreSQL."),
		Said("abbreviation", "The U.S. and the U.K. agreed, i.e. nobody objected.", "The doctrine of M.A.D. kept the peace, e.g. in 1962.", "Mr. J. R. Brellin, Ph.D., lives at No. ‹n›.", "He left at 5 p.m. sharp, cf. p. ‹n› ff."),
		Said("time", "The train at 14:05 arrives at 16:‹d2›, or at 4.35 p.m.", "It took 3:27.‹d2› to finish the lap.", "Open 9:00–17:30, closed 12:00–13:00."),
		Said("file name", "The results are in data_‹n›.csv and plot.png.", "Edit /etc/hosts or C:\\Windows\\notes.txt by hand.", "See README.md, main.go and docs/index.html.", "Node.js reads package.json first."),
		Said("url", "The paper is at https://www.example.org/a,b/c;d?x=‹n›&y=2#top and nowhere else.", "See example.gov/forms for the form.", "It was on example.co.uk last year."),
		Said("decimal", "It rose from 3.‹d2› to 1,234,567.‹d2› within a day.", "A ratio of 1:2.5 gave 0.‹d3›, half of it .‹d2›.", "Water is 99.9% pure at 1.013,25 hPa."),
		Said("small", "The letters e-mail and iOS begin small, as von der Aue and de Gaulle's guests do.", "They may march in step, and the will is done.", "He likes china cups and the polish on the turkey dish."),
		Said("dna", "The primer ATGGCCATTGTAATGGGCCGC binds near the start.", "The motif GAATTC is cut by the enzyme, CTGCAG by another."),
		Said("long word", "The village is called Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch.", "The law was the Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz.").Except("mojibake"),
		Said("commit", "The fault came in with commit ‹x7› and left with ‹x7›.", "Part no. ‹u4›-‹d4›-‹u2› fits both."),
		Said("markdown-like", "Multiply 3 * 4 * 5 and call it snake_case_name.", "Item [3] of the list [sic] is (a) or (b)."),
		Said("emoticon", "That was fun :) said nobody ;-) ever.", "Wait... what?! No!!"),
		Said("copyright in prose", "The copyright of the book passed to his daughter, who will share it with the museum.", "Cookies were served at the meeting, and everybody could read more about bees."),
		Said("hash in prose", "The prize for number #1 goes to the C# team.", "Dial *‹n›# and wait."),
	}
}

// ISBN13 returns a book number with its check digit, parted by hyphens.
func ISBN13(r *Rand) string {
	n := "9783" + r.Number(2) + r.Of(Digits, 6)
	sum := Weighted(n, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3)
	return fmt.Sprintf("%s-%s-%s-%s-%d", n[:3], n[3:4], n[4:6], n[6:], (10-sum%10)%10)
}

func isbn(r *Rand) string {
	return "The catalogue has ISBN " + ISBN13(r) + " and " + ISBN13(r) + ", both out of print."
}

// opinions are rooms that judge whole lines and blocks, where taste may differ on odd ones.
var opinions = []string{"tables", "paragraphs"}

func blockNegatives() []Negative {
	return []Negative{
		{Kind: "chess", Block: true, Make: chess},
		Set("poem", "O roof, o rain,\no rain on the roof,\nthe same, the same,\nand never enough.", "A a a,\nsang the bird in the may,\na a a,\nand flew away.", "Brown is the river,\n  slow is the sea,\nlong is the evening\n  for you and for me."),
		Set("code", "    for i := 0; i < ‹n›; i++ {\n        fmt.Println(i, x[i])\n    }", "```go\nif err != nil {\n\treturn nil, err\n}\n```", "    def mean(xs):\n        return sum(xs) / len(xs)").Except("tables", "dump"),
		Set("quoting", "> On Monday you wrote that the key was lost.\n> It hangs behind the door.\n\nI looked there, and it does.", ">> Who has the map?\n> I have it.\nThen bring it, please."),
		Set("manual table", "Option    Default   Meaning\n------    -------   -------\n-n        ‹n›        number of rounds\n-v        off       say more", "+-------+-------+\n| Pin   | Role  |\n+-------+-------+\n| 1     | power |\n| 2     | earth |\n+-------+-------+").Except("tables", "dump"),
		Set("list", "- bread\n- butter, salted\n- ‹n› eggs", "1. Open the lid.\n2. Press the button.\n3. Close the lid."),
		Set("address block", "Harbour Museum\nAt the lower quay\nOrwenby").Except("pii", "boiler"),
		Set("thai", "นักเรียนทุกคนต้องมาถึงก่อนแปดโมงเช้า และนำหนังสือมาด้วยทุกครั้ง").Except(opinions...),
		Set("chinese", "老人每天早上都到河边散步，看看船，听听鸟叫，然后慢慢走回家。").Except(opinions...),
		Set("arabic", "كان الشيخ يجلس كل مساء عند الباب ويحكي للأطفال عن البحر والسفن.").Except(opinions...),
		Set("amharic", "ሽማግሌው በየማለዳው ወደ ወንዙ ይሄዱና ዓሣ አጥማጆቹን ይመለከታሉ።").Except(opinions...),
		Set("hangul", "할머니는 저녁마다 문 앞에 앉아 아이들에게 바다 이야기를 들려주었다.").Except(opinions...),
	}
}

var openings = []string{"1. e4 e5 2. Nf3 Nc6 3. Bb5 a6 4. Ba4 Nf6 5. O-O Be7 6. Re1 b5 7. Bb3 d6 8. c3 O-O", "1. d4 Nf6 2. c4 e6 3. Nc3 Bb4 4. e3 O-O 5. Bd3 d5 6. Nf3 c5 7. O-O Nc6",
	"1. c4 e5 2. Nc3 Nf6 3. g3 d5 4. cxd5 Nxd5 5. Bg2 Nb6 6. Nf3 Nc6 7. O-O Be7"}

func chess(r *Rand) string {
	game := strings.Split(Pick(r, openings), " ")
	return strings.Join(game, " ") + fmt.Sprintf(" %d. h3 h6 1/2-1/2", r.Between(9, 12))
}
