// Writes a ZIP file in the browser, without packing anything smaller: pictures are packed already, and texts are short.
// The format is that of PKWARE's APPNOTE 6.3.3: for each file a local header and its bytes, then a directory, then its end.
// Names are UTF-8.  There is no room for files of 4 GB or more, and none is needed.

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20; // 2.0: what a reader must know
const UTF8 = 0x0800; // names are UTF-8
const STORED = 0;

// Of each byte, what it does to the sum (CRC-32, the polynomial of IEEE 802.3, least bit first).
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ TABLE[(sum ^ byte) & 0xff];
  return (sum ^ 0xffffffff) >>> 0;
}

// Time and date as two numbers of 16 bits; seconds count by two, years from 1980.
/** @returns {[number, number]} */
function dosTime(date) {
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
  const day = ((date.getFullYear() - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
  return [time, day];
}

// Numbers of 2 or 4 bytes in a row, least byte first: [[2, n], [4, n], ...].
/** @param {[number, number][]} numbers */
function packed(numbers) {
  const bytes = new DataView(new ArrayBuffer(numbers.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, number] of numbers) {
    if (size === 2) bytes.setUint16(at, number, true);
    else bytes.setUint32(at, number, true);
    at += size;
  }
  return new Uint8Array(bytes.buffer);
}

// What local header and directory say alike of a file.
/** @returns {[number, number][]} */
const facts = ({ bytes, name, sum }, [time, day]) => [
  [2, VERSION], [2, UTF8], [2, STORED], [2, time], [2, day], [4, sum], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0],
];

// files: [{name, content}], content a text or a Blob.  Gives a Blob.
export async function zip(files, date = new Date()) {
  const text = new TextEncoder();
  const when = dosTime(date);
  const body = [];
  const directory = [];
  let at = 0;
  for (const { name, content } of files) {
    const bytes = typeof content === 'string' ? text.encode(content) : new Uint8Array(await content.arrayBuffer());
    const file = { name: text.encode(name), bytes, sum: crc32(bytes) };
    const parts = [packed([[4, LOCAL], ...facts(file, when)]), file.name, bytes];
    body.push(...parts);
    // Comment, disk, kinds of file and rights: nothing.  Then where the file begins.
    directory.push(packed([[4, ENTRY], [2, VERSION], ...facts(file, when), [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), file.name);
    at += parts.reduce((sum, part) => sum + part.length, 0);
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = packed([[4, END], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, at], [2, 0]]);
  return new Blob([...body, ...directory, end], { type: 'application/zip' });
}
