using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Tetrapylon.App.Http;

/// <summary>How often one may ask: freely from this machine alone, within bounds where others can reach the desk.</summary>
internal static class RateLimits
{
    public const string SignIn = "sign-in";

    private const int AtOnce = 200, PerSecond = 40;

    public static void Set(RateLimiterOptions limits, bool loopbackOnly)
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
            return ValueTask.CompletedTask;
        };
        limits.AddPolicy(SignIn, context => RateLimitPartition.GetFixedWindowLimiter(Who(context), _ => new() { PermitLimit = 20, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
        if (loopbackOnly) return;
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(context.User.Identity?.Name ?? Who(context),
            _ => new() { TokenLimit = AtOnce, TokensPerPeriod = PerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 }));
    }

    private static string Who(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
