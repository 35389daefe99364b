package com.timedeal.servicedefaults.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Looks at every request, behind the verification of its token, whose result may have been remembered. */
class RefuseRevokedTokens extends OncePerRequestFilter {

    private final RevokedTokens revoked;
    private final ProblemResponses responses;

    RefuseRevokedTokens(RevokedTokens revoked, ProblemResponses responses) {
        this.revoked = revoked;
        this.responses = responses;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                && revoked.contain(UUID.fromString(token.getToken().getSubject()), version(token.getToken()))) {
            SecurityContextHolder.clearContext();
            responses.commence(request, response, new InvalidBearerTokenException("revoked"));
            return;
        }
        chain.doFilter(request, response);
    }

    private static long version(Jwt token) {
        return token.getClaim(AccessTokens.VERSION) instanceof Number version ? version.longValue() : 0;
    }
}
