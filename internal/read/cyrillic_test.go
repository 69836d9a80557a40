package read

import (
	"strings"
	"testing"
)

// Texts of our own in four languages; every charset that can hold one must be told from the others.
func TestCyrillicCharsetsAreToldApart(t *testing.T) {
	texts := []string{
		"Старый мост через реку закрыли ещё зимой. Инженеры обещают открыть его к лету, но жители не верят.",
		"Вчера вечером в порту прошло собрание рабочих. Председатель прочитал письмо и попросил тишины.",
		"Кметът каза, че новата библиотека ще отвори врати през май, ако времето позволи.",
		"«Это хорошая книга», — сказала она и закрыла окно.",
	}
	for _, text := range texts {
		for _, c := range cyrillic {
			raw, err := c.enc.NewEncoder().Bytes([]byte(text))
			if err != nil {
				continue // the charset has no such sign
			}
			if c.label == "x-mac-cyrillic" && !strings.ContainsAny(text, "яё—") {
				continue // the same bytes as windows-1251 but for capitals: the commoner one is taken
			}
			for _, guess := range cyrillic {
				if got := cyrillicOf(guess.label, raw); got != c.label {
					t.Errorf("%.20s in %s, guessed as %s: %s", text, c.label, guess.label, got)
				}
			}
		}
	}
}

func TestOtherCharsetsAreLeftToTheDetector(t *testing.T) {
	if got := cyrillicOf("windows-1252", []byte("caf\xe9")); got != "windows-1252" {
		t.Error(got)
	}
}
