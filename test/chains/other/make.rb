# Chains entries as a Ruby service does, with its standard library alone. One line of JSON for each form.
#
#	ruby test/chains/other/make.rb > test/chains/other/ruby-3.1.ndjson
require 'digest'
require 'json'

NOTES = ['a/b < c & d', 'Grüße, 世界 😀', "line\u2028end \u007f \u0001 \\ \"q\" / 'x' + =", "back\b form\f", 'plain'].freeze
SCORES = [0.5, 1.0, 1e-7, 123_456_789, 0.1].freeze

def entries
  (0...12).map do |n|
    {
      'timestamp' => format('2026-01-05T09:%02d:00Z', n),
      'id' => "e#{n}",
      'note' => NOTES[n % NOTES.length],
      'result' => { 'verdict' => 'authentic', 'score' => SCORES[n % SCORES.length], 'tags' => ['x', '<y>'] },
      'reviewer' => n.odd? ? 'anna' : nil
    }
  end
end

FORMS = {
  'json-stringify' => ->(entry) { JSON.generate(entry) },
  'outer-sorted' => ->(entry) { entry.sort.to_h.to_json },
  'pretty' => ->(entry) { JSON.pretty_generate(entry) }
}.freeze

FORMS.each do |form, write|
  previous = '0' * 64
  lines = entries.map do |entry|
    entry = entry.merge('prev_hash' => previous)
    previous = Digest::SHA256.hexdigest(write.call(entry))
    JSON.generate(entry.merge('entry_hash' => previous))
  end
  puts JSON.generate('form' => form, 'lines' => lines)
end
