import { paths, sealNamespace } from '../../shared/pack/layout.ts';
import { sealPrincipal } from '../../shared/seal/ssh-key.ts';
import type { CaseState } from './case-state.ts';

const certificateGuide = `The same was signed with a certificate, as CMS:

    openssl cms -verify -binary -inform DER -in ${paths.certificateSignature} -content ${paths.tagmanifest} -CAfile ${paths.certificates} -purpose any -out /dev/null

It must print \`CMS Verification successful\`. On Windows, write NUL instead of /dev/null. Who the certificate is of, and
its fingerprint, to be compared likewise:

    openssl x509 -in ${paths.certificates} -noout -subject -issuer -dates -fingerprint -sha256

Once it has expired, \`-attime SECONDS\` asks whether it held then (seconds since 1970, UTC).

`;

/**
 * `VERIFY.md`: how to check a pack with programs that come with most systems. A test runs every command as it stands
 * here. It names no key: who sealed is for the reader to compare, not for the pack to say.
 */
export function guide({ name, seals }: Pick<CaseState, 'name' | 'seals'>): string {
  return `# Checking this pack

Nothing here needs Casebound or a network. There are three ways, and the last leans on nothing in this pack.

- **A page**: open \`${paths.checkerPage}\` in a browser and give it the zip.
- **A program**: \`${paths.checkerProgram}\`, for Python 3.8 or later, below.
- **Programs of your own**: sections 1 to 4.

A checker inside a pack is only as good as the pack: whoever could forge the one could forge the other. Take page and
program from a release of Casebound, or compare their SHA-256 with that release's SHA256SUMS.

Unpack, go into the folder, and for the second way run the program, whose last line must begin with \`Nothing fails\`:

    cd ${name}
    python3 ${paths.checkerProgram}

On Windows, write \`py\` instead of \`python3\`.

## 1. Nothing was changed, added or removed

    sha256sum -c --strict ${paths.manifest}
    sha256sum -c --strict ${paths.tagmanifest}

Each line must end in OK. The first covers data/, the second everything else outside seal/. On macOS, write \`shasum -a 256 -c\` instead. In
PowerShell on Windows, this prints each file that is not as it is listed, and at last how many were looked at:

\`\`\`powershell
$lines = Get-Content manifest-sha256.txt, tagmanifest-sha256.txt
foreach ($line in $lines) { if ((Get-FileHash $line.Substring(66)).Hash -ne $line.Substring(0, 64)) { "ALTERED: $line" } }
"$($lines.Count) files"
\`\`\`

Neither tells of a file that was added. This prints what is in only one of the two, the lists and the folder: it must be
\`${paths.tagmanifest}\`, which the seal covers, and nothing else.

    (cut -c67- *manifest-sha256.txt; find * -type f ! -path 'seal/*') | sort | uniq -u

## 2. The seal was made over exactly this

    ssh-keygen -Y verify -f ${paths.allowedSigners} -I ${sealPrincipal} -n ${sealNamespace} -s ${paths.signature} < ${paths.tagmanifest}

In PowerShell, which has no \`<\`, write

\`\`\`powershell
cmd /c "ssh-keygen -Y verify -f ${paths.allowedSigners} -I ${sealPrincipal} -n ${sealNamespace} -s ${paths.signature} < ${paths.tagmanifest}"
\`\`\`

It must print \`Good "${sealNamespace}" signature\`. The key stands in the pack itself: this shows that the pack is as it was
sealed, not by whom. Print the key's fingerprint, and compare it with one that you had from the signer another way:

    cut -d' ' -f3- ${paths.allowedSigners} | ssh-keygen -l -f -

\`\`\`powershell
(Get-Content ${paths.allowedSigners}) -replace '^\\S+ \\S+ ' | Set-Content -Encoding ascii $env:TEMP\\signer.pub
ssh-keygen -l -f $env:TEMP\\signer.pub
\`\`\`

This needs OpenSSH 8.1 or later (\`ssh -V\`; Windows 10 may have an older one). The rest of this section needs OpenSSL, which neither Windows nor
macOS brings.

${seals.includes('cms') ? certificateGuide : ''}Where \`${paths.timestamp}\` is there, a timestamp authority has vouched that the seal is older than a time. That time is in

    openssl ts -reply -in ${paths.timestamp} -text

and whether it holds, as of then, whenever you ask (SECONDS: that time, in seconds since 1970, UTC):

    openssl ts -verify -in ${paths.timestamp} -data ${paths.tagmanifest} -CAfile ${paths.timestampCertificates} -untrusted ${paths.timestampCertificates} -attime SECONDS

Casebound prints the command with the number. To have a pack timestamped, send \`${paths.timestampRequest}\` to an authority (RFC 3161).

## 3. An entry is the one that was imported

Each line of \`${paths.index}\` says in which file and where an entry's bytes stand, and what they hash to. For the first one
that is there whole (of masked and withheld ones no hash is given, since it would let somebody try values), on macOS with \`shasum -a 256\`:

    tail -c +$((1 + $(grep -m 1 '"content":' ${paths.index} | sed 's/.*"offset":\\([0-9]*\\).*/\\1/'))) $(grep -m 1 '"content":' ${paths.index} | sed 's/.*"file":"\\([^"]*\\).*/\\1/') | head -c $(grep -m 1 '"content":' ${paths.index} | sed 's/.*"length":\\([0-9]*\\).*/\\1/') | sha256sum

prints its \`content\`. The same line of \`${paths.proofs}\` places it in the source file's Merkle tree (RFC 6962): the
leaf is SHA-256 of one zero byte, the salt and the content hash; the hashes of \`proof\`, joined from the leaf upwards
as RFC 9162 section 2.1.3.2 says, give the root in \`verification/checkpoint-<source>.txt\`, a signed note (c2sp.org).

## 4. No entry was left out

For a pack of one claim or one image, \`${paths.completeness}\` shows how many records each source had of it when it was
imported, and the Merkle root over exactly these. It says nothing of what was never exported.

Casebound does all of this at once: \`casebound verify PACK.zip\`.
`;
}
