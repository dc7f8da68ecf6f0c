using Tetrapylon.Language.Words;

namespace Tetrapylon.Language.Tokens;

/// <summary>Cuts text into syntactic words as the English treebanks of Universal Dependencies do: don't is do and n't, al-Bab is three, U.S. is one.</summary>
internal sealed class Tokenizer(TokenRules rules, Lexicon lexicon)
{
    private const int LongestToken = 200;

    /// <summary>Adds the words of text[start, end).</summary>
    public void Cut(string text, int start, int end, RawTokens into)
    {
        var scan = new Scan(text, start, end, rules, lexicon, into);
        var at = start;
        while (at < end)
        {
            while (at < end && IsBlank(text[at])) at++;
            var stop = at;
            while (stop < end && !IsBlank(text[stop])) stop++;
            if (stop > at) scan.Chunk(at, stop);
            at = stop;
        }
    }

    public static bool IsBlank(char c) => c <= ' ' || (c >= '\u007F' && (char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u200B' or '\uFEFF'));

    private static bool IsWordChar(char c) => c < '\u0080' ? char.IsAsciiLetterOrDigit(c) || c == '_' : IsWordCharBeyondAscii(c);

    private static bool IsWordCharBeyondAscii(char c) =>
        char.IsLetterOrDigit(c) || c is '\u00AD' or '\u200C' or '\u200D'
        || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static bool IsApostrophe(char c) => c is '\'' or '’' or '‘' or '`' or 'ʼ' or 'ʻ';

    private static bool IsHyphen(char c) => c is '-' or '‐' or '‑';

    /// <summary>One stretch without white space after the other.</summary>
    private readonly ref struct Scan(string text, int begin, int finish, TokenRules rules, Lexicon lexicon, RawTokens into)
    {
        public void Chunk(int start, int end)
        {
            var first = into.Count;
            var at = start;
            while (at < end)
                at = IsWordChar(text[at]) ? Word(at, end) : Sign(at, start, end);
            for (var i = first; i < into.Count; i++) into[i].SpaceAfter = i == into.Count - 1;
        }

        private void Add(int start, int end)
        {
            for (; end - start > LongestToken; start += LongestToken) AddWhole(start, start + LongestToken);
            AddWhole(start, end);
        }

        private void AddWhole(int start, int end)
        {
            ref var token = ref into.Add();
            token.Start = start;
            token.End = end;
            token.Word = lexicon.Of(text.AsSpan(start, end - start));
        }

        private int Sign(int at, int start, int end)
        {
            var c = text[at];
            if (c == '@' && at + 1 < end && IsWordChar(text[at + 1]) && at == start || c == '#' && at + 1 < end && char.IsLetter(text[at + 1]) && at == start)
            {
                var stop = at + 1;
                while (stop < end && (IsWordChar(text[stop]) || text[stop] == '_')) stop++;
                Add(at, stop);
                return stop;
            }
            if (char.IsHighSurrogate(c) && at + 1 < end && char.IsLowSurrogate(text[at + 1]))
            {
                Add(at, at + 2);
                return at + 2;
            }
            foreach (var emoticon in rules.Emoticons)
                if (end - at >= emoticon.Length && text.AsSpan(at, emoticon.Length).SequenceEqual(emoticon)
                    && (at + emoticon.Length == end || !IsWordChar(text[at + emoticon.Length])) && (at == start || !IsWordChar(text[at - 1])))
                {
                    Add(at, at + emoticon.Length);
                    return at + emoticon.Length;
                }
            if (IsApostrophe(c) && at + 1 < end && IsWordChar(text[at + 1]))
            {
                var stop = at + 1;
                while (stop < end && IsWordChar(text[stop])) stop++;
                if (IsApostropheWord(at, stop))
                {
                    Add(at, stop);
                    return stop;
                }
            }
            if (c is '.' or '!' or '?' or '…')
            {
                var stop = at + 1;
                while (stop < end && text[stop] is '.' or '!' or '?' or '…') stop++;
                Add(at, stop);
                return stop;
            }
            // A word's own repeated sign is one: --, ***, ====; brackets and quotes stand alone, but for << and >>.
            if (c is '-' or '*' or '=' or '_' or '~' or '+' or '<' or '>' or '#' or '–' or '—' || IsApostrophe(c))
            {
                var stop = at + 1;
                while (stop < end && text[stop] == c) stop++;
                Add(at, stop);
                return stop;
            }
            // +1 and -1 at the beginning of a stretch are numbers; so is $ its own sign.
            Add(at, at + 1);
            return at + 1;
        }

        private bool IsApostropheWord(int at, int stop)
        {
            Span<char> lower = stackalloc char[8];
            var length = stop - at;
            if (length > lower.Length) return false;
            lower[0] = '\'';
            for (var i = 1; i < length; i++) lower[i] = char.ToLowerInvariant(text[at + i]);
            return rules.ApostropheWords.Has(lower[..length])
                || length == 4 && char.IsAsciiDigit(lower[1]) && char.IsAsciiDigit(lower[2]) && lower[3] == 's'
                || length == 3 && char.IsAsciiDigit(lower[1]) && char.IsAsciiDigit(lower[2]);
        }

        private int Word(int at, int end)
        {
            var net = NetName(at, end);
            if (net > at)
            {
                Add(at, net);
                return net;
            }
            var stop = at;
            while (stop < end)
            {
                var c = text[stop];
                if (IsWordChar(c)) { stop++; continue; }
                if (stop + 1 >= end || !Joins(at, stop, end)) break;
                stop++;
            }
            if (stop < end && text[stop] == '.' && KeepsStop(at, stop, end)) stop++;
            return Divided(at, stop);
        }

        /// <summary>Does the sign at <paramref name="sign"/> join what is before it to what is after it?</summary>
        private bool Joins(int at, int sign, int end)
        {
            var (before, c, after) = (text[sign - 1], text[sign], text[sign + 1]);
            if (IsApostrophe(c)) return c != '`' && char.IsLetterOrDigit(after) && !(char.IsDigit(before) && after != 's');
            if (c == '.') return StopJoins(at, sign, end);
            if (c is ',' or ':') return char.IsAsciiDigit(before) && char.IsAsciiDigit(after) && (c == ':' || ThreeDigits(sign + 1, end)) && AllDigits(at, sign);
            if (c == '/') return IsNumberRun(at, sign) && NumberFollows(sign + 1, end);
            if (c == '&') return char.IsUpper(before) && char.IsUpper(after) && sign - at <= 3;
            if (c == '@') return char.IsLetterOrDigit(after);
            return IsHyphen(c) && HyphenJoins(at, sign, end);
        }

        private bool HyphenJoins(int at, int sign, int end)
        {
            if (!IsWordChar(text[sign + 1])) return false;
            var first = text.AsSpan(at, sign - at);
            if (char.IsAsciiDigit(text[sign + 1]) && char.IsAsciiDigit(text[sign - 1]))
            {
                // A day (2017-03-02) or a telephone number, not a range or a score (10-12).
                var (hyphens, digits) = (0, 0);
                for (var i = at; i < end; i++)
                    if (IsHyphen(text[i])) hyphens++;
                    else if (char.IsAsciiDigit(text[i])) digits++;
                    else break;
                return hyphens >= 2 && digits >= 5 || hyphens == 1 && digits == 7 && sign - at == 3;
            }
            if (first.Length > 6) return false;
            Span<char> lower = stackalloc char[first.Length];
            first.ToLowerInvariant(lower);
            return char.IsLetter(text[sign + 1]) && rules.Prefixes.Has(lower);
        }

        private bool StopJoins(int at, int sign, int end)
        {
            var after = text[sign + 1];
            if (!IsWordChar(after)) return false;
            if (char.IsAsciiDigit(text[sign - 1]) && char.IsAsciiDigit(after)) return true;
            // Single letters with stops: U.S., a.m., Ph.D.
            if (char.IsLetter(after) && (sign - at == 1 || text[sign - 2] == '.') && (sign + 2 >= end || !IsWordChar(text[sign + 2]))) return true;
            if (char.IsLetter(text[sign - 1]) && char.IsLetter(after))
            {
                var stop = sign + 1;
                while (stop < end && char.IsLetter(text[stop])) stop++;
                Span<char> lower = stackalloc char[8];
                if (stop - at <= lower.Length && (stop == end || text[stop] == '.'))
                {
                    var length = text.AsSpan(at, stop - at).ToLowerInvariant(lower);
                    if (rules.Abbreviations.Has(lower[..length])) return true;
                }
                if (stop - sign - 1 > 5) return false;
                var count = text.AsSpan(sign + 1, stop - sign - 1).ToLowerInvariant(lower);
                return char.IsLower(after) == char.IsLower(text[sign - 1]) | char.IsLower(after) && rules.Endings.Has(lower[..count]);
            }
            return false;
        }

        private bool KeepsStop(int at, int stop, int end)
        {
            if (stop + 1 < end && (text[stop + 1] is '.' or '!' || IsWordChar(text[stop + 1]) && !char.IsUpper(text[stop + 1]))) return false;
            var length = stop - at;
            if (length == 1 && char.IsUpper(text[at]) && text[at] != 'I') return stop + 1 < finish && FollowedBy(stop + 1, capital: true);
            if (length >= 3 && text[stop - 2] == '.' && char.IsLetter(text[stop - 1])) return true;
            if (length <= 2 && AllDigits(at, stop)) return at == begin && stop + 1 < finish && stop + 1 == end;
            if (length > 8) return false;
            Span<char> lower = stackalloc char[8];
            text.AsSpan(at, length).ToLowerInvariant(lower);
            lower = lower[..length];
            return rules.Abbreviations.Has(lower)
                || rules.BeforeNumber.Has(lower) && FollowedBy(stop + 1, capital: false)
                || rules.BeforeCapital.Has(lower) && FollowedBy(stop + 1, capital: true);
        }

        private bool FollowedBy(int at, bool capital)
        {
            while (at < finish && IsBlank(text[at])) at++;
            return at < finish && (char.IsAsciiDigit(text[at]) || capital && (char.IsUpper(text[at]) || text[at] is '.' or ','));
        }

        /// <summary>Adds a word, taking contractions, units and decades apart.</summary>
        private int Divided(int at, int stop)
        {
            var length = stop - at;
            if (length <= 24)
            {
                Span<char> lower = stackalloc char[24];
                lower = lower[..length];
                var apostrophe = false;
                for (var i = 0; i < length; i++)
                {
                    var c = text[at + i];
                    var plain = IsApostrophe(c);
                    apostrophe |= plain;
                    lower[i] = plain ? '\'' : char.ToLowerInvariant(c);
                }
                var decade = apostrophe && length >= 4 && lower[^1] == 's' && char.IsAsciiDigit(lower[0]) && lower[^3] == '0';
                if (!decade && (apostrophe || char.IsAsciiLetterLower(lower[0])) && rules.Divide(lower) is > 0 and var part && (apostrophe || text[at] == lower[0] || !char.IsUpper(text[stop - 1])))
                {
                    Add(at, at + part);
                    Add(at + part, stop);
                    return stop;
                }
                var digits = 0;
                while (digits < length && (char.IsAsciiDigit(lower[digits]) || lower[digits] is ',' or '.' or ':' && digits + 1 < length && char.IsAsciiDigit(lower[digits + 1]))) digits++;
                if (digits > 0 && digits < length && rules.Units.Has(lower[digits..].TrimEnd('.')))
                {
                    Add(at, at + digits);
                    Add(at + digits, stop);
                    return stop;
                }
            }
            Add(at, stop);
            return stop;
        }

        /// <summary>The end of an address of the net or of mail that begins here; <paramref name="at"/> when none does.</summary>
        private int NetName(int at, int end)
        {
            var chunk = text.AsSpan(at, end - at);
            var address = chunk.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || chunk.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                || chunk.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || chunk.StartsWith("ftp://", StringComparison.OrdinalIgnoreCase)
                || chunk.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);
            if (!address)
            {
                var sign = chunk.IndexOf('@');
                if (sign <= 0 || !MailBefore(chunk[..sign]) || sign + 1 >= chunk.Length || !char.IsLetterOrDigit(chunk[sign + 1])) return at;
            }
            var stop = end;
            while (stop > at && text[stop - 1] is '.' or ',' or ';' or ':' or ')' or ']' or '>' or '"' or '\'' or '”' or '’' or '!' or '?') stop--;
            return stop;
        }

        private static bool MailBefore(ReadOnlySpan<char> name)
        {
            foreach (var c in name)
                if (!char.IsLetterOrDigit(c) && c is not ('.' or '_' or '-' or '%' or '+')) return false;
            return true;
        }

        private bool ThreeDigits(int at, int end)
        {
            var stop = at;
            while (stop < end && char.IsAsciiDigit(text[stop])) stop++;
            return stop - at == 3;
        }

        private bool AllDigits(int at, int stop)
        {
            for (var i = at; i < stop; i++)
                if (!char.IsAsciiDigit(text[i]) && text[i] is not (',' or '.' or ':')) return false;
            return true;
        }

        private bool IsNumberRun(int at, int stop)
        {
            for (var i = at; i < stop; i++)
                if (!char.IsAsciiDigit(text[i]) && text[i] != '/') return false;
            return stop > at;
        }

        private bool NumberFollows(int at, int end)
        {
            var stop = at;
            while (stop < end && (char.IsAsciiDigit(text[stop]) || text[stop] == '/')) stop++;
            return stop > at && (stop == end || !char.IsLetter(text[stop]));
        }
    }
}
