using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Tetrapylon.App.Http;

/// <summary>Style sheet, script, icon and outline of the world: read once, packed once, served from memory under names that change with their content.</summary>
internal sealed class WebFiles
{
    private readonly FrozenDictionary<string, WebFile> _byAddress;
    private readonly FrozenDictionary<string, string> _addresses;

    private WebFiles(Dictionary<string, WebFile> byAddress, Dictionary<string, string> addresses) =>
        (_byAddress, _addresses) = (byAddress.ToFrozenDictionary(StringComparer.Ordinal), addresses.ToFrozenDictionary(StringComparer.Ordinal));

    public static WebFiles Load(string folder)
    {
        var (files, addresses) = (new Dictionary<string, WebFile>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.TopDirectoryOnly))
        {
            if (Type(path) is not { } type) continue;
            var bytes = File.ReadAllBytes(path);
            var name = Path.GetFileName(path);
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6));
            var hashed = $"{Path.GetFileNameWithoutExtension(name)}.{hash}{Path.GetExtension(name)}";
            files[hashed] = new(bytes, Packed(bytes), type);
            // Parts that a script asks for itself have the hash of its builder in their names.
            if (name.Contains('-', StringComparison.Ordinal)) files.TryAdd(name, files[hashed]);
            addresses[name] = "/static/" + hashed;
        }
        return new(files, addresses);
    }

    /// <summary>Address of a file; empty where it was not built.</summary>
    public string Address(string name) => _addresses.GetValueOrDefault(name, "");

    public async Task Send(HttpContext context, string name)
    {
        if (!_byAddress.TryGetValue(name, out var file)) throw ProblemException.NotFound($"file '{name}'");
        var response = context.Response;
        response.ContentType = file.Type;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.Vary = "Accept-Encoding";
        var packed = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (packed) response.Headers.ContentEncoding = "br";
        var bytes = packed ? file.Brotli : file.Bytes;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    private static string? Type(string path) => Path.GetExtension(path) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" => "application/json",
        _ => null,
    };

    private static byte[] Packed(byte[] bytes)
    {
        using var into = new MemoryStream();
        using (var brotli = new BrotliStream(into, CompressionLevel.Optimal)) brotli.Write(bytes);
        return into.ToArray();
    }

    private sealed record WebFile(byte[] Bytes, byte[] Brotli, string Type);
}
