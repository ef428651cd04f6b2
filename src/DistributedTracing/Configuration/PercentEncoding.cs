using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace DistributedTracing.Configuration;

/// <summary>Decodes percent-encoded UTF-8, and says so when it is none; <see cref="Uri.UnescapeDataString(string)"/> leaves what is wrong as it is.</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool TryDecode(string text, [NotNullWhen(true)] out string? decoded)
    {
        decoded = null;
        var encoded = Encoding.UTF8.GetBytes(text);
        var bytes = new List<byte>(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] != '%')
            {
                bytes.Add(encoded[i]);
                continue;
            }

            if (i + 2 >= encoded.Length || !char.IsAsciiHexDigit((char)encoded[i + 1]) || !char.IsAsciiHexDigit((char)encoded[i + 2]))
            {
                return false;
            }

            bytes.Add(Convert.FromHexString([(char)encoded[i + 1], (char)encoded[i + 2]])[0]);
            i += 2;
        }

        return TryRead([.. bytes], out decoded);
    }

    private static bool TryRead(byte[] bytes, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = Strict.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }
}
