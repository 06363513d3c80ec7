// Chains entries as a Go service does, with the standard library alone. One line of JSON for each form: its name, and the entries as they
// are exported, once with '<', '>' and '&' escaped, as json.Marshal does, and once without.
//
//	go run test/chains/go/main.go > test/chains/go-1.19.ndjson
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

type result struct {
	Verdict string   `json:"verdict"`
	Score   float64  `json:"score"`
	Tags    []string `json:"tags"`
}

type entry struct {
	Timestamp string            `json:"timestamp"`
	ID        string            `json:"id"`
	Note      string            `json:"note"`
	Result    result            `json:"result"`
	Labels    map[string]string `json:"labels"`
	Reviewer  *string           `json:"reviewer"`
	Skipped   string            `json:"skipped,omitempty"`
	Prev      string            `json:"prev_hash"`
	Hash      string            `json:"entry_hash,omitempty"`
}

// An entry whose hash is written where it is empty, too: it is set to nothing, and the rest hashed.
type blank struct {
	entry
	Hash string `json:"entry_hash"`
}

var key = bytes.Repeat([]byte{0x5a}, 32)

func digest(text []byte, keyed bool) string {
	if keyed {
		mac := hmac.New(sha256.New, key)
		mac.Write(text)
		return hex.EncodeToString(mac.Sum(nil))
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func marshal(value any, escape bool) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(escape)
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	return bytes.TrimRight(out.Bytes(), "\n")
}

func entries() []entry {
	anna := "anna"
	notes := []string{"a < b & c > d", "Grüße, 世界 😀", "line\u2028end \x7f \x01 \\ \"q\" /", "back\b form\f", "plain"}
	scores := []float64{0.5, 1, 1e-7, 1e21, 123456789, 0.1}
	made := []entry{}
	for n := 0; n < 12; n++ {
		one := entry{
			Timestamp: fmt.Sprintf("2026-01-05T09:%02d:00Z", n),
			ID:        fmt.Sprintf("e%d", n),
			Note:      notes[n%len(notes)],
			Result:    result{"authentic", scores[n%len(scores)], []string{"x", "<y>"}},
			Labels:    map[string]string{"zone": "eu", "app": "a&b", "é": "1"},
		}
		if n%2 == 1 {
			one.Reviewer = &anna
		}
		made = append(made, one)
	}
	return made
}

func asMap(one entry) map[string]any {
	decoder := json.NewDecoder(bytes.NewReader(marshal(one, true)))
	decoder.UseNumber()
	fields := map[string]any{}
	if err := decoder.Decode(&fields); err != nil {
		panic(err)
	}
	return fields
}

// The last two as an Encoder writes them that is told not to escape HTML: they are found as what writes the same but for few characters.
var forms = []struct {
	name                  string
	sorted, escape, blank bool
}{
	{"go-struct", false, true, false},
	{"go-map", true, true, false},
	{"json-stringify", false, false, false},
	{"jcs", true, false, false},
	{"go-struct, hash empty", false, true, true},
	{"go-map, hash empty", true, true, true},
}

func main() {
	for _, keyed := range []bool{false, true} {
		for _, form := range forms {
			previous := strings.Repeat("0", 64)
			escaped, plain := []string{}, []string{}
			for _, one := range entries() {
				one.Prev = previous
				var hashed any = one
				if form.blank {
					hashed = blank{one, ""}
				}
				if form.sorted {
					fields := asMap(one)
					if form.blank {
						fields["entry_hash"] = ""
					}
					hashed = fields
				}
				previous = digest(marshal(hashed, form.escape), keyed)
				one.Hash = previous
				// A map is exported as the struct that it was made of: in another order than it was hashed in.
				escaped = append(escaped, string(marshal(one, true)))
				plain = append(plain, string(marshal(one, false)))
			}
			line := map[string]any{"form": form.name, "keyed": keyed, "escaped": escaped, "plain": plain}
			os.Stdout.Write(append(marshal(line, false), '\n'))
		}
	}
}
