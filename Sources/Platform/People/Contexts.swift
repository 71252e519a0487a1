package import Hummingbird
package import Pages
package import Store

/// Someone is signed in.
package struct UserContext: ChildRequestContext, VisitContext {
    package var coreContext: CoreRequestContextStorage
    package let visit: Visit
    package let user: SignedIn

    package init(context: VisitorContext) throws {
        coreContext = context.coreContext
        visit = context.visit
        guard let user = context.visit.signedIn else {
            throw PageError.signInNeeded(next: context.visit.path)
        }
        self.user = user
    }
}

/// Someone who works for a council is signed in: facilitator or contributor.
package struct CouncilContext: ChildRequestContext, VisitContext {
    package var coreContext: CoreRequestContextStorage
    package let visit: Visit
    package let user: SignedIn
    package let councilID: ID<Council>

    package init(context: VisitorContext) throws {
        let signedIn = try UserContext(context: context)
        guard let councilID = signedIn.user.councilID else { throw PageError.forbidden }
        coreContext = signedIn.coreContext
        visit = signedIn.visit
        user = signedIn.user
        self.councilID = ID(councilID)
    }

    package var councilName: String { user.councilName ?? "" }
    package var isFacilitator: Bool { user.role == .facilitator }
}

/// A facilitator of a council is signed in.
package struct FacilitatorContext: ChildRequestContext, VisitContext {
    package var coreContext: CoreRequestContextStorage
    package let visit: Visit
    package let user: SignedIn
    package let councilID: ID<Council>

    package init(context: VisitorContext) throws {
        let council = try CouncilContext(context: context)
        guard council.isFacilitator else { throw PageError.forbidden }
        coreContext = council.coreContext
        visit = council.visit
        user = council.user
        councilID = council.councilID
    }

    package var councilName: String { user.councilName ?? "" }
}

/// An administrator of the hub is signed in.
package struct AdministratorContext: ChildRequestContext, VisitContext {
    package var coreContext: CoreRequestContextStorage
    package let visit: Visit
    package let user: SignedIn

    package init(context: VisitorContext) throws {
        let signedIn = try UserContext(context: context)
        guard signedIn.user.role == .administrator else { throw PageError.forbidden }
        coreContext = signedIn.coreContext
        visit = signedIn.visit
        user = signedIn.user
    }
}

/// The doors of the hub: where a feature hangs its pages decides who may see them.
package struct Doors {
    package let open: Router<VisitorContext>

    package init(_ router: Router<VisitorContext>) { open = router }

    package var users: RouterGroup<UserContext> { open.group(context: UserContext.self) }
    package var councils: RouterGroup<CouncilContext> { open.group(context: CouncilContext.self) }
    package var facilitators: RouterGroup<FacilitatorContext> { open.group(context: FacilitatorContext.self) }
    package var administrators: RouterGroup<AdministratorContext> { open.group(context: AdministratorContext.self) }
}
