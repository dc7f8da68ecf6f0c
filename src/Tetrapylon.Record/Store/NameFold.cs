using System.Text;

namespace Tetrapylon.Record.Store;

/// <summary>Makes spellings of one name equal: lower case, accents off, letters and digits only, one space between words.</summary>
/// <remarks>Own tables of Latin letters, because the program runs without culture data, where <c>string.Normalize</c> leaves accents in place.</remarks>
public static class NameFold
{
    // Pairs "base letter: accented letters"; what is not listed stays as it is.
    private static readonly Dictionary<char, string> Bases = Build(
        "a:àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ", "ae:æǽ", "b:ḃḅḇɓ", "c:çćĉċčḉƈ", "d:ďđðḋḍḏḑḓɗ", "e:èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệəǝ", "f:ḟƒ", "g:ĝğġģǧǵḡɠ",
        "h:ĥħȟḣḥḧḩḫẖ", "i:ìíîïĩīĭįıǐȉȋḭḯỉị", "j:ĵǰ", "k:ķǩḱḳḵƙ", "l:ĺļľŀłḷḹḻḽ", "m:ḿṁṃ", "n:ñńņňŉŋǹṅṇṉṋ", "o:òóôõöøōŏőǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợơ", "oe:œ",
        "p:ṕṗ", "r:ŕŗřȑȓṙṛṝṟ", "s:śŝşšșṡṣṥṧṩ", "ss:ß", "t:ţťŧțṫṭṯṱẗ", "th:þ", "u:ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "v:ṽṿ", "w:ŵẁẃẅẇẉ", "x:ẋẍ", "y:ýÿŷȳẏẙỳỵỷỹ", "z:źżžẑẓẕƶ");

    public static string Fold(string name)
    {
        var text = new StringBuilder(name.Length);
        var gap = false;
        foreach (var raw in name)
        {
            var c = char.ToLowerInvariant(raw);
            // Apostrophes and combining marks stand inside a word: Sana'a is one word.
            if (c is '\'' or '’' or '‘' or 'ʼ' or 'ʻ' or '`' or 'ʿ' or 'ʾ' || c is >= '\u0300' and <= '\u036f') continue;
            if (!char.IsLetterOrDigit(c)) { gap = text.Length > 0; continue; }
            if (gap) { text.Append(' '); gap = false; }
            if (c >= 0x80 && Bases.TryGetValue(c, out var plain)) text.Append(plain);
            else text.Append(c);
        }
        return text.ToString();
    }

    private static Dictionary<char, string> Build(params string[] rows)
    {
        var bases = new Dictionary<char, string>();
        foreach (var row in rows)
        {
            var at = row.IndexOf(':');
            foreach (var c in row.AsSpan(at + 1)) bases[c] = row[..at];
        }
        return bases;
    }
}
