"""The form that withdraws a single test which was recorded by mistake."""

from components.forms import Form, OnAct, Values
from domain.single_test_withdrawal import SingleTestWithdrawal
from domain.views.single_tests import StandingTest


def withdraw_test_form(form: Form, test: StandingTest, on_act: OnAct) -> None:
    """Draw the reason and the button for one single test."""
    form.area("Why it is withdrawn", "reason", rows=2, placeholder="Such as: another patient's specimen")

    def build(values: Values) -> SingleTestWithdrawal:
        return SingleTestWithdrawal(test.profile_id, values.text("reason") or "")

    form.button("Withdraw test", build, on_act)
