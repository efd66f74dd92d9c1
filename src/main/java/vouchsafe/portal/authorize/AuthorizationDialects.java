package vouchsafe.portal.authorize;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The dialects of the authorization endpoint. The address at which a browser comes says which one its app speaks.
 *
 * @param standard that of apps of projects and of members
 * @param annotations that of annotation clients
 */
record AuthorizationDialects(AuthorizationDialect standard, AuthorizationDialect annotations) {

    AuthorizationDialect of(AuthorizationVisit visit) {
        return of(visit.request());
    }

    AuthorizationDialect of(HttpServletRequest request) {
        return AuthorizationVisit.door(request).equals(AuthorizationVisit.ANNOTATIONS) ? annotations : standard;
    }
}
