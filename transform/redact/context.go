package redact

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/scan"
)

// cue is what a word before a number says about the number.
type cue uint16

const (
	cuePhone cue = 1 << iota
	cueCard
	cueAccount // IBAN
	cueID      // a number that a state gives to a person
	cueTravel  // passport, driving licence
	cueNamed   // a personal number, in words that mean nothing else
	cueNet     // IP address
	cueMAC
	cueOther   // something that is no personal number
	cueVersion // a version, a section
	cueMark    // an id of anything
	cueCoin    // a cryptocurrency
)

// cueWords lists the words, by what they say. A star at the end allows more letters behind.
var cueWords = []struct {
	cue   cue
	words string
}{
	{cuePhone, `☎|☏|✆|📞|📱|📠|t.|f.|m:|(m)|(t)|(h)|(w)|tel|tel.|telephone*|phone*|call|calls|called|calling|dial|dialing|dialling|fax|telefax|mobile|cell|cellphone|ring|whatsapp|viber|sms|text me|text us|hotline|helpline|landline|voicemail|switchboard|
telefon*|handy|mobil|mobiltelefon|rufnummer|anruf*|durchwahl|ruf|fon|tlf|tfn|tél|tél.|téléphone*|portable|appeler|appelez|appel|gsm|teléfono*|telefono|telefone|fono|móvil|llame|llamar|llama|celular|ligue|ligar|telemóvel|
cellulare|chiamare|chiama|chiamate|telefoon*|bellen|bel|mobiel|puhelin*|puh|puh.|soita|ringa|ring oss|komórka|komórkowy|zadzwoń|dzwonić|volejte|hívja|sunați|mobilní|
тел|тел.|телефон*|моб|моб.|звоните|позвоните|звонить|факс|τηλ|τηλ.|τηλέφωνο|电话|電話|手机|手機|致电|携帯|ファックス|전화|휴대폰|연락처|điện thoại|đt|gọi|โทร|เบอร์|فون|هاتف|جوال|تلفن|טל|טלפון|נייד|फ़ोन|मोबाइल|cep telefonu|gsm|telp|contact number|phone number|toll-free|toll free`},
	{cueCard, `card|cards|visa|mastercard|amex|american express|discover|maestro|credit|debit|karte|kreditkarte*|carte|carte bancaire|tarjeta|carta|cartão|kaart|kort|kredi kartı|карта|карты|карте|卡号|信用卡|カード|카드`},
	{cueAccount, `iban|konto*|account|compte|cuenta|conto|bankverbindung|rekening*`},
	{cueID, `ssn|ssn.|ss|soc. sec.|soc sec|social security*|social insurance|national insurance|ni number|nino|nhs|tax id|taxpayer*|tin|itin|steuer-id|steuer-idnr|steueridentifikationsnummer|steuernummer|idnr|sozialversicherungsnummer|rentenversicherungsnummer|svnr|
personnummer|personnr|personal number|personal code|cpr|cpr-nummer|cpr-nr|fødselsnummer|fødselsnr|hetu|henkilötunnus*|kennitala|bsn|burgerservicenummer|sofinummer|rijksregisternummer|numéro national|registre national|insee|nir|sécurité sociale|numéro de sécu|
dni|nie|nif|codice fiscale|pesel|rodné číslo|cpf|rut|run|cuil|cuit|curp|aadhaar|aadhar|uidai|pan|pan card|snils|снилс|инн|паспорт|身份证|身份證|身分證|個人番号|マイナンバー|주민등록번호|kimlik*|cnp|egn|егн|oib|emšo|jmbg|ahv|avs|sin|tfn|tax file number|medicare|ird|pps|ppsn|pps number|
id number|identity number|identity card|identification number|national id|id no|id card|ausweisnummer|personalausweis|taj|amka|αμκα|isikukood|asmens kodas|personas kods|ת.ז|תעודת זהות|मोबाइल नहीं|mynumber|my number|afm|contribuinte|citizen id|citizen number|resident id`},
	{cueTravel, `passport|passport no|passport no.|passport number|passport nr|reisepass|reisepassnummer|pass-nr|passeport|pasaporte|passaporto|passaporte|paspoort|paszport*|driver's license|driver's licence|driving licence|driving license|driver license|driver licence|license number|licence number|führerschein*|permis de conduire|护照|旅券|여권`},
	{cueNamed, `national id*|national identity*|national identification*|identity card*|id card*|id-card*|citizen id*|resident id*|civil id*|emirates id*|nric|hkid|hong kong id*|mykad|cnic|ktp|nomor ktp|thai id*|taiwan id*|cccd|cmnd|căn cước*|voter id*|bvn|ghana card*|
kimlik no|kimlik numarası|tc kimlik*|t.c. kimlik*|personalausweis*|ausweis-nr|ausweis-nr.|ausweisnummer|carta d'identità*|carte d'identité*|carte nationale d'identité*|cédula*|documento de identidad|documento nacional*|dowód osobisty|numer dowodu|nr dowodu|
паспорт*|удостоверение личности|иин|рнокпп|personas kods|asmens kodas|isikukood|αφμ|ταυτότητα*|adt|رقم الهوية|بطاقة الهوية|کد ملی|شماره ملی|居民身份证|身份证号*|身份證字號|身分證字號|rodné číslo|rodné č.|osobní číslo|osebna številka|matični broj|személyi szám|személyi azonosító*|číslo op|občanský průkaz*|
numéro de sécurité sociale|n° de sécurité sociale|sozialversicherungsnummer|versicherungsnummer|rentenversicherungsnummer|rijbewijs*|patente di guida|carnet de conducir|permiso de conducir|carta de condução|prawo jazdy|körkort*|ajokortti|kørekort*|водительское удостоверение|ehliyet no|
burgerservicenummer|henkilötunnus|personnummer|fødselsnummer|cpr-nummer|cpr-nr|cpr-nr.|national insurance number|national insurance no|nhs number|nhs no|medicare number|medicare no|social insurance number|social security number|steuer-identifikationsnummer|steueridentifikationsnummer|steuer-id|steuer-idnr|steuer-idnr.|tax file number|nik|aadhaar number|aadhaar no|pan number|pan no|pan card`},
	{cueNet, `ip|ips|ipv4|ipv6|ip address*|ip-address*|ip-adresse*|adresse ip|address|addresses|host|hosts|server|servers|gateway|router|ping|ssh|dns|nameserver*|resolver*|subnet|netmask|from|peer|client|firewall|vpn|proxy|connect|connected|connecting|listen*|remote|bind|login|logged|attacker*|blocked|banned|traceroute|endpoint|node|http|https|tcp|udp`},
	{cueMAC, `mac|mac address|mac-address|mac-adresse|ethernet|hwaddr|ether|bssid|bluetooth|wlan|wifi|wi-fi|nic`},
	{cueCoin, `solana|sol|wallet|phantom|usdc|spl|crypto*|coin|coins`},
	{cueOther, `order|orders|order no|order no.|ref|ref.|reference|refs|invoice*|inv|receipt|ticket|tickets|case|case no|docket|isbn|isbn-10|isbn-13|issn|doi|ean|upc|gtin|barcode|sku|asin|part|parts|part no|model|serial|s/n|sn|batch|lot|tracking|parcel|shipment|booking|reservation|confirmation|voucher|coupon|policy|claim|
patent|rfc|grant|issue|bug|cve|cas|item|article|product|catalog|catalogue|lottery|lotto|draw|bible|psalm|page|pages|pp|pp.|uuid|guid|hash|checksum|crc|sha|sha1|sha256|md5|commit|revision|build|port|timestamp|unix time|epoch|population|inhabitants|coordinates|latitude|longitude|lat|lon|lng|gps|grid|
bestellung*|bestellnummer|rechnung*|rechnungsnummer|auftrag*|auftragsnummer|artikel*|kundennummer|aktenzeichen|az|az.|seriennummer|commande|facture|référence|réf|réf.|dossier|pedido|factura|referencia|albarán|expediente|fattura|ordine|fatura|encomenda|factuur|bestelling|zamówienie|faktura|fakturanummer|beställning|ordernummer|ordre|tilaus|lasku|objednávka|számla|comanda|sipariş|заказ*|счёт|счет|накладная|артикул|订单|訂單|发票|發票|编号|注文|請求書|型番|주문|송장|đơn hàng|hóa đơn|คำสั่งซื้อ|طلب|הזמנה`},
	{cueMark, `id|ids|id:|number|numbers|nr|nr.|no.|nummer|numéro|número|numero|номер|№`},
	{cueVersion, `oid|version*|ver|ver.|v|release|releases|section*|sect|sect.|sec|sec.|chapter|ch.|paragraph|para|clause|appendix|annex|figure|fig|fig.|table|rule|firmware|driver|kernel|update|patch|build|software|kapitel|abschnitt|ziffer|abs.|versión|sección|version`},
}

// cues is the automaton of the words and what each says; made when the first number is looked at.
var cues = sync.OnceValue(func() *cueBook {
	b := &cueBook{}
	var words []string
	known := map[string]int{}
	for _, list := range cueWords {
		for _, w := range strings.Split(strings.ReplaceAll(list.words, "\n", ""), "|") {
			word, open := strings.CutSuffix(w, "*")
			for _, form := range forms(word) {
				if i, twice := known[form]; twice { // a word may say several things
					b.cues[i], b.open[i] = b.cues[i]|list.cue, b.open[i] || open
					continue
				}
				known[form] = len(words)
				words, b.cues, b.open = append(words, form), append(b.cues, list.cue), append(b.open, open)
			}
		}
	}
	b.words = scan.NewWords(words)
	return b
})

type cueBook struct {
	words *scan.Words
	cues  []cue
	open  []bool
}

// forms returns a word as it may be written: the automaton folds the case of ASCII alone.
func forms(word string) []string {
	if strings.IndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return []string{word}
	}
	r, n := utf8.DecodeRuneInString(word)
	return slices.Compact([]string{word, string(unicode.ToUpper(r)) + word[n:], strings.ToUpper(word)})
}

// hint is the word that stands last before a number, and how far away: words that say nothing and
// bytes between.
type hint struct {
	cue          cue
	words, bytes int
}

// is says whether the word says c, with at most so many words between.
func (h hint) is(c cue, words int) bool { return h.cue&c != 0 && h.words <= words }

// cueWindow is how many bytes before a number are looked at.
const cueWindow = 56

// before returns the hint for what starts at a place.
func before(s string, start int) hint {
	base := max(0, start-cueWindow)
	if cut := strings.LastIndex(s[base:start], "\n\n"); cut >= 0 {
		base += cut
	}
	book := cues()
	last, best := -1, hint{}
	book.words.Each(s[base:start], func(word, from, to int) bool {
		if base+to <= last || !bounded(s, base+from, base+to, book.open[word]) {
			return true
		}
		if book.cues[word] != cueMark || best.cue == 0 || wordsIn(s[last:max(last, base+from)]) > 2 {
			best.cue = book.cues[word] // "number" alone says little: order number, telephone number
		}
		last = base + to
		return true
	})
	if last >= 0 {
		best.words, best.bytes = wordsIn(s[last:start]), start-last
	}
	return best
}

// bounded says whether a word stands by itself. Characters of scripts without spaces need no
// borders. A mask as <phone> is no word of the text.
func bounded(s string, from, to int, open bool) bool {
	first, _ := utf8.DecodeRuneInString(s[from:])
	if spaceless(first) {
		return true
	}
	if r, _ := utf8.DecodeLastRuneInString(s[:from]); from > 0 && (unicode.IsLetter(r) || r == '<' && to < len(s) && (s[to] == '>' || s[to] == '-')) {
		return false
	}
	if open || to == len(s) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s[to:])
	return !unicode.IsLetter(r)
}

func spaceless(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

// wordsIn counts runs of letters; the rest of a word whose beginning said something is none.
func wordsIn(s string) int {
	n, inside := 0, true
	for _, r := range s {
		if !unicode.IsLetter(r) && r != '\'' {
			inside = false
			continue
		}
		if !inside {
			n++
		}
		inside = true
	}
	return n
}
