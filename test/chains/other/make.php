<?php
// Chains entries as a PHP service does, with PHP alone. One line of JSON for each form.
//
//	php test/chains/other/make.php > test/chains/other/php-8.2.ndjson
ini_set('precision', '17');
ini_set('serialize_precision', '-1');

function entries(): array
{
    $notes = ['a/b < c & d', "Grüße, 世界 😀", "line\u{2028}end \x7f \x01 \\ \"q\" / 'x' + =", "back\x08 form\x0c", 'plain'];
    $scores = [0.5, 1.0, 1e-7, 123456789, 0.1];
    $made = [];
    for ($n = 0; $n < 12; $n++) {
        $made[] = [
            'timestamp' => sprintf('2026-01-05T09:%02d:00Z', $n),
            'id' => "e$n",
            'note' => $notes[$n % count($notes)],
            'result' => ['verdict' => 'authentic', 'score' => $scores[$n % count($scores)], 'tags' => ['x', '<y>'], 'none' => []],
            'reviewer' => $n % 2 === 1 ? 'anna' : null,
        ];
    }
    return $made;
}

function sorted(array $value): array
{
    if (!array_is_list($value)) {
        ksort($value, SORT_STRING);
    }
    return array_map(fn ($each) => is_array($each) ? sorted($each) : $each, $value);
}

function outerSorted(array $value): array
{
    ksort($value, SORT_STRING);
    return $value;
}

$same = fn ($value) => $value;
$unescaped = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES;
$forms = [
    ['php', $same, 0],
    ['php-outer-sorted', 'outerSorted', 0],
    ['php-sorted', 'sorted', 0],
    ['php-unicode', $same, JSON_UNESCAPED_UNICODE],
    ['php-unicode-outer-sorted', 'outerSorted', JSON_UNESCAPED_UNICODE],
    ['outer-sorted', 'outerSorted', $unescaped],
    ['json-stringify', $same, $unescaped],
    ['php-pretty', $same, JSON_PRETTY_PRINT],
    ['pretty-4', $same, JSON_PRETTY_PRINT | $unescaped],
];
foreach ($forms as [$form, $order, $flags]) {
    $previous = str_repeat('0', 64);
    $lines = [];
    foreach (entries() as $entry) {
        $entry['prev_hash'] = $previous;
        $previous = hash('sha256', json_encode($order($entry), $flags | JSON_THROW_ON_ERROR));
        $entry['entry_hash'] = $previous;
        // Exported in another spelling than it was hashed in.
        $lines[] = json_encode($entry, ($flags === 0 ? $unescaped : 0) | JSON_THROW_ON_ERROR);
    }
    echo json_encode(['form' => $form, 'lines' => $lines], $unescaped), "\n";
}
