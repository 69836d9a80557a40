package label

import "strings"

// office is an office or profession by which people are called: its name, what else it is called (in other
// languages too), and whether its word is a common one.
type office struct {
	name, also string
	rank       bool // a common word: it counts with a capital within a sentence or before a name
	loose      bool // says little: a leader may be a president
}

// offices are written from general knowledge of how offices are called; no list was copied. label.consistency
// compares those that are not loose.
var offices = []office{
	{name: "president", also: "präsident|präsidentin|président|présidente|presidente|presidenta|prezydent|президент|presidenten"},
	{name: "vice president", also: "vizepräsident|vizepräsidentin|vice-président|vicepresidente|vicepresidenta|veep"},
	{name: "prime minister", also: "premier|premierminister|premierministerin|ministerpräsident|ministerpräsidentin|premier ministre|première ministre|primer ministro|primera ministra|primo ministro|prima ministra|primeiro-ministro|minister-president|statsminister|statsministern|premierminister"},
	{name: "deputy prime minister"},
	{name: "chancellor", also: "kanzler|kanzlerin|bundeskanzler|bundeskanzlerin|chancelier|chancelière|canciller"},
	{name: "secretary of state"},
	{name: "secretary of defense", also: "defense secretary|defence secretary|secretary of defence"},
	{name: "foreign secretary"}, {name: "home secretary"}, {name: "health secretary", also: "secretary of health"},
	{name: "treasury secretary", also: "secretary of the treasury"}, {name: "press secretary"},
	{name: "secretary general", also: "generalsekretär|generalsekretärin|secrétaire général|secretario general|segretario generale"},
	{name: "secretary", also: "sekretär|secretario|secretaria", rank: true},
	{name: "foreign minister", also: "minister of foreign affairs|minister for foreign affairs|minister of foreign relations|foreign affairs minister|außenminister|außenministerin|ministre des affaires étrangères|ministro de asuntos exteriores|ministro de relaciones exteriores|ministra de relaciones exteriores|ministro degli esteri|ministro dos negócios estrangeiros|utrikesminister|minister van buitenlandse zaken|министр иностранных дел"},
	{name: "defence minister", also: "defense minister|minister of defence|minister of defense|minister for defence|verteidigungsminister|verteidigungsministerin|ministre de la défense|ministro de defensa|ministro della difesa"},
	{name: "finance minister", also: "minister of finance|minister for finance|finanzminister|finanzministerin|ministre des finances|ministre de l'économie|ministro de hacienda|ministro delle finanze"},
	{name: "interior minister", also: "minister of the interior|minister of interior|home minister|innenminister|innenministerin|ministre de l'intérieur|ministro del interior|ministro dell'interno"},
	{name: "health minister", also: "minister of health|minister for health|gesundheitsminister|gesundheitsministerin"},
	{name: "education minister", also: "minister of education|minister for education|bildungsminister|bildungsministerin|kultusminister"},
	{name: "justice minister", also: "minister of justice|minister for justice|justizminister|justizministerin"},
	{name: "economy minister", also: "minister of economy|economic minister|wirtschaftsminister|wirtschaftsministerin"},
	{name: "transport minister", also: "minister of transport|minister for transport|verkehrsminister|verkehrsministerin"},
	{name: "energy minister", also: "minister of energy|minister for energy"}, {name: "trade minister", also: "minister of trade|minister of commerce"},
	{name: "environment minister", also: "minister of the environment|umweltminister|umweltministerin"},
	{name: "agriculture minister", also: "minister of agriculture|landwirtschaftsminister"}, {name: "culture minister", also: "minister of culture|kulturminister"},
	{name: "labour minister", also: "labor minister|minister of labour|arbeitsminister"}, {name: "fisheries minister", also: "minister of fisheries"},
	{name: "minister", also: "ministerin|ministre|ministro|ministra|министр|ministern"},
	{name: "senator", also: "sen|senatorin|sénateur|sénatrice|senador|senadora|senatore"},
	{name: "representative", also: "rep", rank: true}, {name: "congressman", also: "congresswoman"},
	{name: "member of parliament", also: "mp|mep"}, {name: "deputy", also: "diputado|diputada|député|députée|deputato", rank: true},
	{name: "speaker", rank: true}, {name: "governor", also: "gouverneur|gobernador|gobernadora|governatore"},
	{name: "lieutenant governor"}, {name: "mayor", also: "bürgermeister|bürgermeisterin|oberbürgermeister|oberbürgermeisterin|maire|alcalde|alcaldesa|sindaco|sindaca|burgemeester|prefeito"},
	{name: "deputy mayor"}, {name: "councillor", also: "councilor|councilman|councilwoman|alderman|stadtrat|stadträtin"},
	{name: "attorney general", also: "generalstaatsanwalt|generalstaatsanwältin"}, {name: "solicitor general"},
	{name: "district attorney"}, {name: "prosecutor", also: "staatsanwalt|staatsanwältin|procureur|fiscal"},
	{name: "chief justice"}, {name: "justice", rank: true}, {name: "judge", also: "richter|richterin|juge|juez|jueza|giudice", rank: true},
	{name: "ambassador", also: "botschafter|botschafterin|ambassadeur|ambassadrice|embajador|embajadora|ambasciatore"},
	{name: "consul"}, {name: "consul general"}, {name: "envoy", also: "special envoy|sondergesandter"},
	{name: "high representative"}, {name: "commissioner", also: "kommissar|kommissarin|commissaire|comisario"}, {name: "high commissioner"},
	{name: "national security adviser", also: "national security advisor"},
	{name: "adviser", also: "advisor|berater|beraterin|asesor", loose: true}, {name: "chief of staff", also: "stabschef"},
	{name: "undersecretary", also: "undersecretary of state"}, {name: "assistant secretary", also: "assistant secretary of state"},
	{name: "deputy secretary", also: "deputy secretary of state"}, {name: "deputy foreign minister", also: "vice foreign minister|vice minister of foreign affairs"}, {name: "deputy minister", also: "vice minister|staatssekretär|staatssekretärin"},
	{name: "chief executive", also: "ceo|chief executive officer|chief executive of|vorstandschef|vorstandsvorsitzender|geschäftsführer|geschäftsführerin|pdg|consejero delegado"},
	{name: "chief financial officer", also: "cfo"}, {name: "chief operating officer", also: "coo"},
	{name: "chairman", also: "chairwoman|chairperson|chair of|vorsitzender|vorsitzende"}, {name: "chair", rank: true, loose: true},
	{name: "director", also: "direktor|direktorin|directeur|directrice|directora|direttore"}, {name: "director general", also: "director-general"},
	{name: "managing director"}, {name: "executive director"}, {name: "founder", loose: true, also: "co-founder|gründer|gründerin"},
	{name: "rector", also: "rektor|rektorin"}, {name: "dean", rank: true}, {name: "principal", rank: true, loose: true}, {name: "headmaster", also: "headmistress|head teacher"},
	{name: "general", also: "gen|major general|lieutenant general|brigadier general|brigadier", rank: true}, {name: "admiral", also: "rear admiral|vice admiral"},
	{name: "colonel", also: "col|lieutenant colonel|oberst"}, {name: "major", rank: true}, {name: "captain", also: "capt|kapitän|hauptmann"}, {name: "lieutenant", also: "lt"},
	{name: "sergeant", also: "sgt"}, {name: "commander", also: "cmdr|kommandeur"}, {name: "chief of police", also: "police chief|polizeichef"},
	{name: "sheriff"}, {name: "inspector", loose: true}, {name: "pope", also: "papst|pape|papa"}, {name: "cardinal", also: "kardinal|cardenal", rank: true}, {name: "archbishop", also: "erzbischof"},
	{name: "bishop", also: "bischof|évêque|obispo|vescovo"}, {name: "patriarch"}, {name: "ayatollah"},
	{name: "spokesman", also: "spokeswoman|spokesperson|sprecher|sprecherin|porte-parole|portavoz|portavoce|woordvoerder|talesperson", loose: true},
	{name: "leader", also: "opposition leader|party leader|parteichef|parteichefin", loose: true}, {name: "head of state"}, {name: "head of government"},
	{name: "editor", loose: true, also: "editor-in-chief|chefredakteur"}, {name: "analyst", loose: true}, {name: "economist", loose: true}, {name: "lawyer", loose: true},
	{name: "scientist", loose: true}, {name: "historian", loose: true}, {name: "librarian", loose: true}, {name: "gardener", loose: true}, {name: "coach", loose: true, rank: true},
	{name: "striker", loose: true, rank: true}, {name: "candidate", loose: true}, {name: "diplomat", loose: true}, {name: "negotiator", loose: true, also: "chief negotiator"},
	{name: "treasurer", also: "schatzmeister"}, {name: "ombudsman"}, {name: "central bank governor"}, {name: "first lady", loose: true}, {name: "harbour master", also: "harbormaster"},
	{name: "first minister"}, {name: "president elect"}, {name: "chief minister"}, {name: "leader of the opposition", loose: true}, {name: "comptroller"}, {name: "registrar"},
	{name: "curator", loose: true}, {name: "engineer", loose: true}, {name: "teacher", loose: true}, {name: "farmer", loose: true}, {name: "skipper", loose: true}, {name: "keeper", loose: true, rank: true},
	{name: "vicar", loose: true}, {name: "chaplain", loose: true}, {name: "chief engineer", loose: true}, {name: "chief economist", loose: true},
}

// officeWords returns how many letters of an office's name make a bare form of it: secretary of "secretary of
// state", minister of "foreign minister". An office that is a bare form of another one does not contradict it.
func bareForm(number int) int {
	name := offices[number-1].name
	for i, o := range offices {
		if i != number-1 && bareForms[o.name] && (strings.HasPrefix(name, o.name+" ") || strings.HasSuffix(name, " "+o.name)) && !ownOffices[name] {
			return i + 1
		}
	}
	return number
}

// bareForms are said in place of longer ones; ownOffices are not called by them.
var (
	bareForms  = map[string]bool{"secretary": true, "minister": true, "director": true, "commissioner": true, "governor": true, "ambassador": true, "consul": true, "general": true}
	ownOffices = map[string]bool{"prime minister": true, "deputy prime minister": true, "deputy minister": true, "deputy foreign minister": true, "attorney general": true,
		"solicitor general": true, "secretary general": true, "director general": true, "consul general": true, "lieutenant governor": true, "central bank governor": true, "press secretary": true,
		"deputy secretary": true, "assistant secretary": true, "first minister": true, "chief minister": true}
)

// bareOf gives for each office by number the number of its bare form, its own where it has none.
var bareOf = func() (t [256]uint8) {
	for i := range offices {
		t[i+1] = uint8(bareForm(i + 1))
	}
	return t
}()
