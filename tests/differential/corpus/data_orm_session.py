# A data migration: orm session.
# modes: online
# needs: SQLAlchemy 2.0
from sqlalchemy.orm import Session, declarative_base, relationship
from alembic import op
import sqlalchemy as sa
from sqlalchemy import delete, func, update

revision = "data_orm_session"
down_revision = None


Base = declarative_base()


class Team(Base):
    __tablename__ = "team_os"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(30))
    members = relationship("Member", back_populates="team", cascade="all, delete-orphan")


class Member(Base):
    __tablename__ = "member_os"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(30))
    team_id = sa.Column(sa.ForeignKey("team_os.id"))
    created = sa.Column(sa.String(10), server_default="srv")
    team = relationship(Team, back_populates="members")


def upgrade():
    bind = op.get_bind()
    Base.metadata.create_all(bind)
    session = Session(bind=bind)
    session.add_all([Team(name="x", members=[Member(name="m1"), Member(name="m2")]), Team(name="y")])
    session.commit()
    for team in session.query(Team).order_by(Team.name):
        if not team.members:
            team.members.append(Member(name=f"first of {team.name}"))
    session.flush()
    m = session.query(Member).filter_by(name="m1").one()
    assert m.created == "srv"
    session.delete(m)
    session.query(Member).filter(Member.name.like("m%")).update({Member.name: func.upper(Member.name)}, synchronize_session=False)
    session.commit()
    session.close()


def downgrade():
    Base.metadata.drop_all(op.get_bind())
