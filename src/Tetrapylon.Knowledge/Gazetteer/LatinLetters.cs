namespace Tetrapylon.Knowledge.Gazetteer;

/// <summary>Plain letters for the accented letters of the Latin blocks of Unicode. A question mark stands for what is no letter.</summary>
internal static class LatinLetters
{
    // U+00C0 to U+025F, then U+1E00 to U+1EFF, in order.
    private const string From00C0 =
        "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkk?lllllll" +
        "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs?b????o???d????ae???????kk??????oo?????????????uu???y???????????" +
        "?????????????aaiioouuuuuuuuuu?aaaa????ggkkoooo??j???gg??nnaa????aaaaeeeeiiiioooorrrruuuusstt??hh??????aaeeooooooooyy????????????" +
        "???????????????????bo??d?a?e????";

    private const string From1E00 =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv" +
        "wwwwwwwwwwxxxxyyzzzzzzhtwy????s?aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????";

    /// <summary>The plain lower-case letter or digit of a character; 0 for what is neither; letters of other scripts stay as they are.</summary>
    public static char Plain(char c)
    {
        if (c < 128)
            return c is >= 'a' and <= 'z' or >= '0' and <= '9' ? c : c is >= 'A' and <= 'Z' ? (char)(c | 32) : '\0';
        var plain = c switch
        {
            >= '\u00C0' and < '\u0260' => From00C0[c - 0xC0],
            >= '\u1E00' and < '\u1F00' => From1E00[c - 0x1E00],
            _ => '?',
        };
        return plain != '?' ? plain : char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '\0';
    }
}
