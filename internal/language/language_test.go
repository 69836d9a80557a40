package language

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// Everyday sentences, one a language.
var sentences = map[string]string{
	"af": "Die skip het gister die hawe verlaat omdat die weer beter geword het.",
	"am": "መርከቡ ትናንት ወደቡን ለቆ ሄደ።",
	"ar": "غادرت السفينة الميناء صباح أمس بعد أن تحسن الطقس.",
	"bg": "Корабът напусна пристанището вчера, защото времето се подобри.",
	"bn": "আবহাওয়া ভালো হওয়ায় জাহাজটি গতকাল বন্দর ছেড়েছে।",
	"ca": "El vaixell va sortir del port ahir al matí perquè feia millor temps.",
	"cs": "Loď včera opustila přístav, protože se počasí zlepšilo.",
	"cy": "Gadawodd y llong y porthladd ddoe oherwydd bod y tywydd wedi gwella.",
	"da": "Skibet forlod havnen i går, fordi vejret var blevet bedre.",
	"de": "Das Schiff hat gestern den Hafen verlassen, weil das Wetter besser wurde.",
	"el": "Το πλοίο έφυγε χθες από το λιμάνι επειδή βελτιώθηκε ο καιρός.",
	"en": "The ship left the harbour yesterday because the weather had improved.",
	"eo": "La ŝipo forlasis la havenon hieraŭ, ĉar la vetero pliboniĝis.",
	"es": "El barco salió del puerto ayer porque el tiempo había mejorado.",
	"et": "Laev lahkus eile sadamast, sest ilm oli paremaks läinud.",
	"eu": "Itsasontzia atzo irten zen portutik, eguraldia hobetu zelako.",
	"fa": "کشتی دیروز بندر را ترک کرد چون هوا بهتر شده بود.",
	"fi": "Laiva lähti satamasta eilen, koska sää oli parantunut.",
	"fr": "Le navire a quitté le port hier parce que le temps s'était amélioré.",
	"ga": "D'fhág an long an cuan inné mar go raibh feabhas tagtha ar an aimsir.",
	"gu": "હવામાન સુધરતાં જહાજ ગઈકાલે બંદર છોડી ગયું.",
	"he": "הספינה עזבה את הנמל אתמול כי מזג האוויר השתפר.",
	"hi": "मौसम सुधरने के बाद जहाज़ कल बंदरगाह से निकल गया।",
	"hu": "A hajó tegnap elhagyta a kikötőt, mert javult az időjárás.",
	"hy": "Նավը երեկ լքեց նավահանգիստը, քանի որ եղանակը լավացել էր։",
	"is": "Skipið fór úr höfninni í gær af því að veðrið hafði batnað.",
	"it": "La nave ha lasciato il porto ieri perché il tempo era migliorato.",
	"ja": "天気が良くなったので、船は昨日港を出ました。",
	"ka": "გემმა გუშინ დატოვა ნავსადგური, რადგან ამინდი გამოკეთდა.",
	"kk": "Ауа райы жақсарғандықтан кеме кеше порттан шықты.",
	"km": "កប៉ាល់បានចាកចេញពីកំពង់ផែកាលពីម្សិលមិញ។",
	"ko": "날씨가 좋아져서 배는 어제 항구를 떠났다.",
	"lt": "Laivas vakar išplaukė iš uosto, nes oras pagerėjo.",
	"lv": "Kuģis vakar atstāja ostu, jo laiks bija uzlabojies.",
	"mk": "Бродот вчера го напушти пристаништето бидејќи времето се подобри.",
	"ml": "കാലാവസ്ഥ മെച്ചപ്പെട്ടതിനാൽ കപ്പൽ ഇന്നലെ തുറമുഖം വിട്ടു.",
	"nl": "Het schip heeft gisteren de haven verlaten omdat het weer beter werd.",
	"no": "Skipet forlot havnen i går fordi været hadde blitt bedre.",
	"pl": "Statek opuścił wczoraj port, ponieważ pogoda się poprawiła.",
	"pt": "O navio deixou o porto ontem porque o tempo tinha melhorado.",
	"ro": "Nava a părăsit ieri portul pentru că vremea se îmbunătățise.",
	"ru": "Корабль вчера покинул порт, потому что погода улучшилась.",
	"sk": "Loď včera opustila prístav, pretože sa počasie zlepšilo.",
	"sl": "Ladja je včeraj zapustila pristanišče, ker se je vreme izboljšalo.",
	"sq": "Anija u largua dje nga porti sepse moti ishte përmirësuar.",
	"sv": "Fartyget lämnade hamnen i går eftersom vädret hade blivit bättre.",
	"sw": "Meli iliondoka bandarini jana kwa sababu hali ya hewa ilikuwa nzuri.",
	"ta": "வானிலை மேம்பட்டதால் கப்பல் நேற்று துறைமுகத்தை விட்டுச் சென்றது.",
	"th": "เรือออกจากท่าเมื่อวานนี้เพราะอากาศดีขึ้น",
	"tr": "Hava düzeldiği için gemi dün limandan ayrıldı.",
	"uk": "Корабель учора покинув порт, бо погода покращилася.",
	"ur": "موسم بہتر ہونے کی وجہ سے جہاز کل بندرگاہ سے روانہ ہو گیا۔",
	"vi": "Con tàu đã rời cảng hôm qua vì thời tiết tốt hơn.",
	"zh": "由于天气好转，这艘船昨天离开了港口。",
}

func TestSentences(t *testing.T) {
	d := Default().NewDetector()
	for code, text := range sentences {
		if got := d.Detect(text); got.Language != code || got.Score < 0.5 {
			t.Errorf("%s: %+v", code, got)
		}
	}
}

// What says nothing is undetermined, and its score is low.
func TestUndetermined(t *testing.T) {
	d := Default().NewDetector()
	for text, script := range map[string]Script{"": None, " \n\t": None, "12,345.67 (8)": None, "🚀🚀": None, "ᚠᚢᚦᚨᚱᚲ": OtherScript,
		"\xff\xfe": None, "/usr/lib_x86=y": None} {
		if got := d.Detect(text); got.Language != Undetermined || got.Script != script || got.Score != 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{"a", "qzx vvkjh wqrt zzxcv", "Ab, Cd"} {
		if got := d.Detect(text); got.Score > 0.4 && got.Language != Undetermined {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// Scores are steps of a thousandth and the share of the script is in them.
func TestScripts(t *testing.T) {
	d := Default().NewDetector()
	ru, en := sentences["ru"], sentences["en"]
	whole, mixed := d.Detect(ru), d.Detect(ru+" "+ru+" "+en)
	if whole.Script != Cyrillic || mixed.Language != "ru" || mixed.Score >= whole.Score || mixed.Score < 0.4 {
		t.Errorf("%+v, %+v", whole, mixed)
	}
	if got := d.Detect("日本"); got.Script != Han {
		t.Errorf("%+v", got)
	}
	if got := d.Detect("日本の港"); got.Language != "ja" || got.Script != Kana {
		t.Errorf("%+v", got)
	}
}

// What the cache gives is what each word gives by itself, whatever came before and however the text is handed over.
func TestCacheChangesNothing(t *testing.T) {
	words := strings.Fields(strings.Join([]string{sentences["en"], sentences["ru"], sentences["ja"], sentences["hi"], sentences["vi"], "a—b “quoted” naïve e\u0301 ABC123 x/y "}, " "))
	used := Default().NewDetector()
	rapid.Check(t, func(t *rapid.T) {
		picked := rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words")
		text := strings.Join(picked, rapid.SampledFrom([]string{" ", "\n", ". "}).Draw(t, "between"))
		want := plainly(text)
		if got := used.Detect(text); got != want {
			t.Fatalf("%q: %+v, not %+v", text, got, want)
		}
	})
}

// plainly is Detect without a cache, and with sums of one number after the other.
func plainly(text string) Result {
	d := Default().NewDetector()
	add := func(w *word) {
		tally, g := &d.tally[w.script], d.m.groups[w.script]
		tally.letters += int64(w.letters())
		if g == nil {
			return
		}
		for _, h := range w.grams(nil) {
			if row := g.row(h); row != nil {
				tally.parts++
				for i, b := range row {
					tally.sum[i] += int64(int8(b ^ 0x80))
				}
			}
		}
	}
	start := -1
	for i := 0; i <= len(text); i++ {
		in := i < len(text) && letter[text[i]]
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			if w := text[start:i]; strings.IndexFunc(w, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 || !inCode(text, start, i) {
				d.word.split(w, add)
			}
			start = -1
		}
	}
	return d.Result()
}

// A cache that is emptied over and over, and words longer than it takes, change nothing either.
func TestManyWords(t *testing.T) {
	var b strings.Builder
	for i := range 40000 {
		b.WriteString(strings.Repeat(string(rune('a'+i%26)), i%5) + string(rune('a'+i/26%26)) + string(rune('ä'+rune(i/676%20))) + "en ")
	}
	b.WriteString(strings.Repeat("ą", 200) + " " + strings.Repeat("港口", 3000))
	d := Default().NewDetector()
	for range 2 {
		if got, want := d.Detect(b.String()), plainly(b.String()); got != want {
			t.Errorf("%+v, not %+v", got, want)
		}
	}
}

func TestNothingIsAllocated(t *testing.T) {
	d := Default().NewDetector()
	text := strings.Repeat(sentences["en"]+sentences["zh"]+sentences["ru"], 20)
	d.Detect(text)
	if n := testing.AllocsPerRun(10, func() { d.Detect(text) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// The model is as small as was promised and knows as much.
func TestModel(t *testing.T) {
	if codes := Default().Languages(); len(embedded) >= 3_000_000 || len(codes) < 100 || slices.Contains(codes, other) {
		t.Errorf("%d bytes, %d languages", len(embedded), len(codes))
	}
	for _, code := range Default().Languages() {
		if len(code) < 2 || len(code) > 3 || Short(code) != "" {
			t.Errorf("%q is no code", code)
		}
	}
	if Short("eng") != "en" || Short("nga") != "" || Short("en") != "" || Short("zul") != "zu" || len(strings.Fields(pairs)) < 180 {
		t.Error("codes")
	}
}

// A small model goes through a file as it is; a damaged one is an error or a model that can be asked.
func TestDamagedModels(t *testing.T) {
	data := small(t)
	for n := range data {
		if _, err := Read(data[:n]); err == nil {
			t.Fatalf("cut at %d it reads", n)
		}
	}
	for at := range data {
		for _, b := range []byte{0, 1, 0x80, 0xff} {
			if m, err := Read(slices.Concat(data[:at], []byte{b}, data[at+1:])); err == nil {
				m.NewDetector().Detect("ab ba абв " + sentences["en"])
			}
		}
	}
}

func small(t testing.TB) []byte {
	t.Helper()
	data, err := Write([]Group{{Script: Latin, Languages: []string{"aa", "bb"}, Bits: 2, Parts: []uint32{1, 1 << 30, 0, 3 << 30},
		Rows: make([]int8, 4*dims), Outputs: make([]int16, 2*dims), Bias: []int32{1, 0}, Scale: 0.001}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(data); err != nil {
		t.Fatal(err)
	}
	return data
}

func FuzzDetect(f *testing.F) {
	for _, text := range sentences {
		f.Add(text)
	}
	f.Add("e\u0301\xff\u0300 \u0300a")
	d := Default().NewDetector()
	f.Fuzz(func(t *testing.T, text string) {
		got := d.Detect(text)
		if want := plainly(text); got != want || got.Score < 0 || got.Score > 1 {
			t.Fatalf("%+v, not %+v", got, want)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	text := strings.Repeat(sentences["en"]+" ", 50)
	d := Default().NewDetector()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d.Detect(text)
	}
}
