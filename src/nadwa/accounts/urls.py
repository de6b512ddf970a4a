"""Sign-in, as allauth does it; what is not listed here does not exist."""

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import path, reverse_lazy

from nadwa.accounts.links import EitherLink
from nadwa.accounts.second_factor import first_one, given_again
from nadwa.accounts.views import beginning, keeping, own
from nadwa.wall import over_the_wall

enrol = PasswordResetConfirmView.as_view(
    template_name="account/enrol.html", success_url=reverse_lazy("account_login"), token_generator=EitherLink()
)
before_anybody_is_known = over_the_wall()
sessions_list = given_again(reauthentication_required(sessions.list_usersessions, allow_get=True), to_look=False)

urlpatterns = [
    path("data/", own.own_data, name="own-data"),
    path("data/file/", own.own_data_file, name="own-data-file"),
    path("session/", own.session, name="session"),
    path("forgotten/", own.forgotten, name="account_forgotten"),
    path("people/", keeping.people, name="people"),
    path("people/<int:number>/", keeping.person, name="person"),
    path("people/<int:number>/<slug:act>/", keeping.act, name="keep"),
    path("mail-server/", keeping.mail_server, name="mail-server"),
    path("mail-server/try/", keeping.try_mail, name="try-mail"),
    path("first/<str:token>/", beginning.first_account, name="first-account"),
    path("enrol/<slug:uidb64>/<slug:token>/", enrol, name="enrol"),
    path("sign-in/", before_anybody_is_known(account.login), name="account_login"),
    path("sign-in/second-factor/", before_anybody_is_known(mfa.authenticate), name="mfa_authenticate"),
    path("withdrawn/", account.account_inactive, name="account_inactive"),
    path("sign-out/", account.logout, name="account_logout"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("again/second-factor/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("sessions/", sessions_list, name="usersessions_list"),
    path("password/", given_again(account.password_change), name="account_change_password"),
    path("password/new/", given_again(account.password_set), name="account_set_password"),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/on/", first_one(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/off/", given_again(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/new/", first_one(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", given_again(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", given_again(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sign-in/passkey/", before_anybody_is_known(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("recovery-codes/", given_again(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/new/", given_again(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "recovery-codes/file/", given_again(recovery_codes.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
]
