from django.core.mail import send_mail
from django_tasks import task


@task()
def acknowledge(receipt_number):
    send_mail("已收到来信", receipt_number, "city@example.org", [f"{receipt_number}@example.org"])


def acknowledge_new_letter(case, event, **kwargs):
    if event.event == "received":
        acknowledge.enqueue(case.number)
